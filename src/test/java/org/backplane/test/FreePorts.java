package org.backplane.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of 127.0.0.1 that nobody listens on. No port is given twice while the JVM runs, for a server may take its own only
 * a minute after it was told; another process could take it meanwhile.
 */
public final class FreePorts {

    private static final int ATTEMPTS = 200;
    private static final int BUS_OFFSET = 10_000;
    private static final int HIGHEST = 65_535;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** So many different ports that are free now. */
    public static List<Integer> take(int count) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(takeOne());
        }
        return List.copyOf(ports);
    }

    /** One that is free now. */
    public static int takeOne() {
        return draw(false);
    }

    /** One for a node of a Redis Cluster, which needs another one for the other nodes, 10,000 higher. */
    static int takeOneWithBus() {
        return draw(true);
    }

    private static int draw(boolean withBus) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if ((!withBus || hasBus(port)) && GIVEN.add(port)) {
                    return port;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no free port", e);
            }
        }
        throw new IllegalStateException("no free port in " + ATTEMPTS + " attempts");
    }

    private static boolean hasBus(int port) {
        if (port + BUS_OFFSET > HIGHEST) {
            return false;
        }
        try (ServerSocket bus = new ServerSocket(port + BUS_OFFSET, 1, InetAddress.getLoopbackAddress())) {
            return GIVEN.add(bus.getLocalPort());
        } catch (IOException taken) {
            return false;
        }
    }
}
