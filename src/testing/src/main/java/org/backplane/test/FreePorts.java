package org.backplane.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Ports of 127.0.0.1 that nobody listens on. No port is given twice while this JVM runs, neither here nor in another JVM
 * that takes its ports here: each has blocks of its own, which it holds by listening on the first port of each. All are
 * below the ports that Linux and others give to outgoing connections, so none of those takes a port before its server does.
 */
public final class FreePorts {

    private static final int LOWEST = 10_000;
    private static final int BLOCK = 100;
    private static final int BLOCKS = 100;

    /** From a port of a node of a Redis Cluster to that of its bus; from a lower port of a block to its higher one. */
    private static final int BUS_OFFSET = 10_000;

    private static final Deque<Integer> LOWER = new ArrayDeque<>();
    private static final Deque<Integer> HIGHER = new ArrayDeque<>();
    private static final List<ServerSocket> HELD = new ArrayList<>();

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
    public static synchronized int takeOne() {
        while (true) {
            int port = HIGHER.isEmpty() ? nextLower() : HIGHER.remove();
            if (isFree(port)) {
                return port;
            }
        }
    }

    /** One for a node of a Redis Cluster, which needs another one for the other nodes, 10,000 higher. */
    static synchronized int takeOneWithBus() {
        while (true) {
            int port = nextLower();
            HIGHER.remove(port + BUS_OFFSET);
            if (isFree(port) && isFree(port + BUS_OFFSET)) {
                return port;
            }
        }
    }

    /** Its higher one may be taken from now on, too. */
    private static int nextLower() {
        if (LOWER.isEmpty()) {
            holdBlock();
        }
        int port = LOWER.remove();
        HIGHER.add(port + BUS_OFFSET);
        return port;
    }

    private static void holdBlock() {
        int start = (int) (ProcessHandle.current().pid() % BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int first = LOWEST + (start + i) % BLOCKS * BLOCK;
            try {
                HELD.add(new ServerSocket(first, 1, InetAddress.getLoopbackAddress()));
                for (int port = first + 1; port < first + BLOCK; port++) {
                    LOWER.add(port);
                }
                return;
            } catch (IOException heldByAnother) {
                // The next one, then.
            }
        }
        throw new IllegalStateException("no block of ports is free; this JVM holds " + HELD.size());
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
