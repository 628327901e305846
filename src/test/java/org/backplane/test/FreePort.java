package org.backplane.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of 127.0.0.1 that was free a moment ago: whoever needs it may have to try again. */
final class FreePort {

    private static final int ATTEMPTS = 200;
    private static final int BUS_OFFSET = 10_000;
    private static final int HIGHEST = 65_535;

    private FreePort() {}

    /** @param withBus whether it is for a node of a Redis Cluster, which needs another one for the others */
    static int find(boolean withBus) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (!withBus || hasBus(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no free port", e);
            }
        }
        throw new IllegalStateException("no free port for a node of a Cluster");
    }

    private static boolean hasBus(int port) {
        if (port + BUS_OFFSET > HIGHEST) {
            return false;
        }
        try (ServerSocket bus = new ServerSocket(port + BUS_OFFSET, 1, InetAddress.getLoopbackAddress())) {
            return bus.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
