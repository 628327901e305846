package org.backplane.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of this machine. */
final class LocalPort {
    private LocalPort() {}

    /** @throws LaunchException if the port cannot be opened, for example because it is in use */
    static void requireFree(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new LaunchException("cannot listen on " + address + ":" + port + ": " + e.getMessage(), e);
        }
    }
}
