package org.backplane.launch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client of one node, which searches the text of the received lines.
 *
 * <p>For one thread; the threads of the JDK add received lines.
 */
final class HubClient implements WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 10;

    private final DemoNode node;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder frame = new StringBuilder();
    private final WebSocket socket;

    /** Connects, sends {@code hello} and subscribes; returns when the subscription has begun. */
    HubClient(DemoNode node, String channel) {
        this.node = node;
        this.socket = connect(node.hub());
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

    private WebSocket connect(URI hub) {
        try {
            return HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(hub, this)
                    .join();
        } catch (CompletionException e) {
            throw new LaunchException("cannot connect to " + hub + ": " + e.getCause(), e);
        }
    }

    private void send(String line) {
        try {
            socket.sendText(line, true).join();
        } catch (CompletionException e) {
            throw new LaunchException("cannot send to node " + node.name() + ": " + e.getCause(), e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        frame.append(part);
        if (last) {
            frame.toString().lines().forEach(lines::add);
            frame.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        lines.add("{\"type\":\"error\",\"message\":\"closed: " + code + " " + reason + "\"}");
        return null;
    }
}
