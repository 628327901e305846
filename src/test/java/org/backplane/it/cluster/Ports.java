package org.backplane.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Free ports of the loopback interface, told to others through system properties. */
final class Ports {

    private static final String PREFIX = "it.";

    private Ports() {}

    /**
     * Gives each property, which {@code it.} is put before, a port that is free now and that no other property of the call got.
     *
     * <p>Nobody holds the ports until the servers start: another process could take one meanwhile.
     */
    static void reserve(String... properties) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String property : properties) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                System.setProperty(PREFIX + property, String.valueOf(socket.getLocalPort()));
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /** The port that a property was given. */
    static int of(String property) {
        return Integer.parseInt(System.getProperty(PREFIX + property));
    }
}
