package org.backplane.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a client and a server on 127.0.0.1 that can be broken: passes bytes both ways, in their order, until
 * it is told otherwise. Each connection keeps up to 1 MiB per direction on its way, like the buffers of a real network.
 *
 * <p>The verbs are called by one thread at a time; they return when the fault is there.
 */
public final class TcpProxy implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 10_000;

    private volatile int target;
    private final String host;
    private final int port;
    private final NetworkState state = new NetworkState();
    private final Set<TcpRelay> relays = ConcurrentHashMap.newKeySet();
    private volatile Door door;

    private record Door(ServerSocket listener, Thread acceptor) {}

    private TcpProxy(String host, int port, int target) {
        this.target = target;
        this.host = host;
        this.door = listen(port);
        this.port = door.listener().getLocalPort();
    }

    /** One on a free port, to a port of 127.0.0.1 that need not be served yet. */
    public static TcpProxy to(int port) {
        return new TcpProxy("127.0.0.1", FreePorts.takeOne(), port);
    }

    /** One where somebody expects the server: on an address of this machine's loopback network, and a port. */
    public static TcpProxy on(String host, int port, int target) {
        return new TcpProxy(host, port, target);
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    /** {@code host:port}; the host is {@code 127.0.0.1} unless it was asked to be another. */
    public String address() {
        return host + ":" + port;
    }

    /** New connections go to another port from now on, as a balancer would send them. */
    public void target(int port) {
        target = port;
    }

    /** Drops all connections, and what is on its way; new ones work. */
    public void cut() {
        relays.forEach(TcpRelay::close);
    }

    /** From now on nothing passes, not even an end: connections stay open, and new ones are accepted. */
    public void blackHole() {
        state.change(NetworkState.Conditions.BLACK_HOLE);
    }

    /** Drops all connections, and has new ones refused. */
    public void refuse() {
        close(door.listener());
        awaitEnd(door.acceptor());
        cut();
    }

    /** As long as it is in {@code accept}, the kernel takes connections in. */
    private static void awaitEnd(Thread acceptor) {
        try {
            acceptor.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (acceptor.isAlive()) {
            throw new IllegalStateException("the proxy still accepts connections");
        }
    }

    /** Lets so many bytes pass per second, direction and connection. */
    public void slow(int bytesPerSecond) {
        state.change(new NetworkState.Conditions(false, bytesPerSecond, Duration.ZERO));
    }

    /** Each byte arrives so much later. */
    public void delay(Duration delay) {
        state.change(new NetworkState.Conditions(false, Integer.MAX_VALUE, delay));
    }

    /** Back to normal: what a black hole or a slow link held is delivered, and new connections are accepted again. */
    public void heal() {
        if (door.listener().isClosed()) {
            door = listen(port);
        }
        state.change(NetworkState.Conditions.NORMAL);
    }

    /** Drops all connections, and accepts none. */
    @Override
    public void close() {
        refuse();
    }

    private Door listen(int onPort) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, onPort), 1024);
            return new Door(socket, Daemon.start("proxy-" + target, () -> accept(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + onPort, e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                relay(socket, socket.accept());
            }
        } catch (IOException closed) {
            // By refuse().
        }
    }

    private void relay(ServerSocket acceptedBy, Socket client) throws IOException {
        try {
            TcpRelay relay =
                    new TcpRelay(client, new Socket(InetAddress.getLoopbackAddress(), target), state, relays::remove);
            relays.add(relay);
            relay.start();
            if (acceptedBy.isClosed()) {
                relay.close();
            }
        } catch (IOException nobodyThere) {
            client.close();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
