package org.backplane.launch;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.backplane.client.CloseReason;
import org.backplane.client.ConnectionOptions;
import org.backplane.client.HubConnection;

/** A client of one node, which searches the text of the received lines. For one thread. */
final class HubClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final DemoNode node;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final HubConnection connection;

    /** Connects, sends {@code hello} and subscribes; returns when the subscription has begun. */
    HubClient(DemoNode node, String channel) {
        this.node = node;
        this.connection = connect(node.hub());
        CompletableFuture<?> unused = connection.closed().thenAccept(this::addEnd);
        connection.receive(lines::add);
        send("{\"type\":\"hello\",\"name\":\"Check\"}");
        await("welcome", "");
        send("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}");
        await("subscribed", channel);
    }

    /** Returns the node to which this client is connected. */
    DemoNode node() {
        return node;
    }

    void publish(String channel, String text) {
        send("{\"type\":\"publish\",\"channel\":\"" + channel + "\",\"name\":\"chat\",\"data\":\"" + text + "\"}");
    }

    /**
     * Waits for a line of this type that contains the text; ignores others.
     *
     * @throws LaunchException if it does not come within 10 s, or an error comes
     */
    void await(String type, String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            var line = next(end - System.nanoTime(), type);
            if (line.contains("\"type\":\"error\"")) {
                throw new LaunchException("node " + node.name() + " answered " + line);
            }
            if (line.contains("\"type\":\"" + type + "\"") && line.contains(text)) {
                return;
            }
        }
    }

    private String next(long nanos, String type) {
        try {
            var line = lines.poll(nanos, TimeUnit.NANOSECONDS);
            if (line != null) {
                return line;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LaunchException(
                "no \"" + type + "\" from node " + node.name() + " within " + PATIENCE_SECONDS + " s");
    }

    private static HubConnection connect(URI hub) {
        try {
            return HubConnection.open(hub, ConnectionOptions.of(Http1.CLIENT)).join();
        } catch (CompletionException e) {
            throw new LaunchException("cannot connect to " + hub + ": " + e.getCause(), e);
        }
    }

    private void send(String line) {
        try {
            connection.send(line).join();
        } catch (CompletionException e) {
            throw new LaunchException("cannot send to node " + node.name() + ": " + e.getCause(), e);
        }
    }

    private void addEnd(CloseReason end) {
        lines.add("{\"type\":\"error\",\"message\":\"closed: " + end.code() + " " + end.reason() + "\"}");
    }

    @Override
    public void close() {
        connection.close(CloseReason.NORMAL, "").join();
    }
}
