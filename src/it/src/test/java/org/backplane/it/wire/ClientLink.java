package org.backplane.it.wire;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.backplane.client.CloseReason;
import org.backplane.client.ConnectionOptions;
import org.backplane.client.HubConnection;
import org.backplane.it.servers.Node;

/**
 * Commands and their answers over one connection, for clients that expect it to break: nothing here waits, and what is asked
 * fails when the connection ends. Answers {@code ping}. Thread-safe; lines are handed over by one thread at a time, in their
 * order.
 */
public final class ClientLink implements AutoCloseable {

    private static final Duration HANDSHAKE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HubConnection connection;
    private final Consumer<JsonObject> lines;
    private final Map<String, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile long heard = System.nanoTime();
    private volatile boolean answersPing = true;

    private ClientLink(HubConnection connection, Consumer<JsonObject> lines) {
        this.connection = connection;
        this.lines = lines;
    }

    /**
     * Opens a connection; fails if the node does not take it within three seconds.
     *
     * @param lines gets all that comes but answers to {@link #ask}
     */
    public static CompletableFuture<ClientLink> open(Node node, Consumer<JsonObject> lines) {
        return open(node, HANDSHAKE, lines);
    }

    /** As {@link #open(Node, Consumer)}, with another patience. */
    public static CompletableFuture<ClientLink> open(Node node, Duration patience, Consumer<JsonObject> lines) {
        return open(node.hub(), Map.of(), patience, lines);
    }

    /** As {@link #open(Node, Duration, Consumer)}, at an address and with further headers in the handshake. */
    public static CompletableFuture<ClientLink> open(
            URI hub, Map<String, String> headers, Duration patience, Consumer<JsonObject> lines) {
        ConnectionOptions options =
                ConnectionOptions.of(HTTP).withHeaders(headers).withTimeout(patience);
        return HubConnection.open(hub, options).thenApply(connection -> begin(connection, lines));
    }

    private static ClientLink begin(HubConnection connection, Consumer<JsonObject> lines) {
        ClientLink link = new ClientLink(connection, lines);
        CompletableFuture<?> unused = connection.closed().thenAccept(reason -> link.end(reason.code()));
        connection.receive(line -> link.take(Wire.object(line)));
        return link;
    }

    /** Sends a command with an id of its own; completes with what carries that id back, and fails if nothing can any more. */
    public CompletableFuture<JsonObject> ask(String type, Map<String, ?> fields) {
        String id = "a" + ids.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        asked.put(id, answer);
        send(type, fields, id);
        if (!isOpen()) {
            fail();
        }
        return answer;
    }

    /** Sends a command whose answer comes like any other line. */
    public void send(String type, Map<String, ?> fields, String id) {
        Map<String, Object> command = new HashMap<>(fields);
        command.put("type", type);
        command.put("id", id);
        send(Wire.object(command).toString());
    }

    /** Sends a text frame as it is. What cannot be sent is lost, as on a connection that breaks. */
    void send(String text) {
        CompletableFuture<?> unused = connection.send(text);
    }

    /** Leaves pings unanswered from now on. */
    void playDead() {
        answersPing = false;
    }

    /** False once {@link #closed()} is complete. */
    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Completes with the close code, 1006 if there was none. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    /** For how long nothing came. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    /** Drops the connection without a word, as a lost network does; nothing is handed over any more. */
    public void abort() {
        end(CloseReason.BROKEN);
        connection.abort();
    }

    /** Sends a close frame; {@link #closed()} completes when the node has answered it. */
    void leave() {
        CompletableFuture<?> unused = connection.close(CloseReason.NORMAL, "");
    }

    /** Sends a close frame; nothing is handed over any more. */
    @Override
    public void close() {
        leave();
        end(CloseReason.NORMAL);
    }

    private void take(JsonObject line) {
        if (!isOpen()) {
            return;
        }
        heard = System.nanoTime();
        if (answersPing && line.getString("type").equals("ping")) {
            send("{\"type\":\"pong\"}");
        }
        CompletableFuture<JsonObject> answer = line.containsKey("id") ? asked.remove(id(line)) : null;
        if (answer == null) {
            lines.accept(line);
        } else {
            answer.complete(line);
        }
    }

    private static String id(JsonObject line) {
        return line.getOrDefault("id", JsonValue.NULL).toString().replace("\"", "");
    }

    private void end(int code) {
        closed.complete(code);
        fail();
    }

    private void fail() {
        IOException gone = new IOException("closed with " + closed.getNow(0));
        asked.values().forEach(answer -> answer.completeExceptionally(gone));
    }
}
