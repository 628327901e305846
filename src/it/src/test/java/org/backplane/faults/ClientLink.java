package org.backplane.faults;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.backplane.it.cluster.Node;
import org.backplane.it.wire.LineListener;
import org.backplane.it.wire.Sender;
import org.backplane.it.wire.Wire;

/**
 * One connection to a node, for clients that expect it to break: nothing here waits, and what is asked fails when the
 * connection ends. Answers {@code ping}. Thread-safe; lines are handed over by one thread at a time, in their order.
 */
final class ClientLink implements AutoCloseable {

    private static final Duration HANDSHAKE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Consumer<JsonObject> lines;
    private volatile Optional<Sender> sender = Optional.empty();
    private volatile long heard = System.nanoTime();

    private ClientLink(Consumer<JsonObject> lines) {
        this.lines = lines;
    }

    /**
     * Opens a connection; fails if the node does not take it within three seconds.
     *
     * @param lines gets all that comes but answers to {@link #ask}
     */
    static CompletableFuture<ClientLink> open(Node node, Consumer<JsonObject> lines) {
        return open(node, HANDSHAKE, lines);
    }

    /** As {@link #open(Node, Consumer)}, with another patience. */
    static CompletableFuture<ClientLink> open(Node node, Duration patience, Consumer<JsonObject> lines) {
        ClientLink link = new ClientLink(lines);
        return HTTP.newWebSocketBuilder()
                .connectTimeout(patience)
                .buildAsync(node.hub(), new LineListener(link::take, link::end))
                .thenApply(link::opened);
    }

    private ClientLink opened(WebSocket socket) {
        sender = Optional.of(new Sender(socket));
        return this;
    }

    /** Sends a command with an id of its own; completes with what carries that id back, and fails if nothing can any more. */
    CompletableFuture<JsonObject> ask(String type, Map<String, ?> fields) {
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
    void send(String type, Map<String, ?> fields, String id) {
        Map<String, Object> command = new HashMap<>(fields);
        command.put("type", type);
        command.put("id", id);
        send(Wire.object(command).toString());
    }

    private void send(String text) {
        sender.ifPresent(socket -> socket.text(text));
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    /** Completes with the close code, 1006 if there was none. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    /** For how long nothing came. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    /** Drops the connection without a word, as a lost network does; nothing is handed over any more. */
    void abort() {
        end(1006);
        sender.ifPresent(Sender::abort);
    }

    /** Says good-bye. */
    @Override
    public void close() {
        sender.ifPresent(Sender::close);
        end(1000);
    }

    private void take(JsonObject line) {
        if (!isOpen()) {
            return;
        }
        heard = System.nanoTime();
        if (line.getString("type").equals("ping")) {
            send("{\"type\":\"pong\"}");
            return;
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
