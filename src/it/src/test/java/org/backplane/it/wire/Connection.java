package org.backplane.it.wire;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.it.cluster.Node;

/**
 * A connection to a node on the WebSocket of the JDK, which says nothing by itself but {@code pong}. Thread-safe.
 */
public final class Connection implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int GONE = 1006;

    private final Received received = new Received();
    private final Map<String, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Sender sender;
    private volatile boolean answersPing = true;

    /** Opens a connection, and waits until it is open. */
    public Connection(Node node) {
        this(node.hub(), Map.of());
    }

    /** Opens a connection with further headers in the handshake, and waits until it is open. */
    public Connection(URI hub, Map<String, String> headers) {
        LineListener listener = new LineListener(this::take, closed::complete);
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        sender = new Sender(Await.done(builder.buildAsync(hub, listener), "open " + hub));
    }

    /** Sends a command with an id, and waits for what carries that id back: its answer, or an error. */
    public JsonObject ask(String type, Map<String, ?> fields) {
        return Await.done(askAsync(type, fields), "answer to " + type + " " + fields.get("channel"));
    }

    /** Sends a command with an id; completes with what carries that id back. */
    public CompletableFuture<JsonObject> askAsync(String type, Map<String, ?> fields) {
        String id = "c" + ids.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> command = new HashMap<>(fields);
        command.put("type", type);
        command.put("id", id);
        send(Wire.object(command).toString());
        return answer;
    }

    /** Sends a text frame as it is. */
    public void send(String text) {
        sender.text(text);
    }

    /** Sends a binary frame. */
    public void sendBinary(byte[] bytes) {
        sender.binary(bytes);
    }

    /** What came but answers to {@link #ask}. */
    public Received received() {
        return received;
    }

    /** Leaves pings unanswered from now on. */
    public void playDead() {
        answersPing = false;
    }

    /** Waits until the node has closed the connection, and returns the code; 1006 if it just went away. */
    public int awaitClose() {
        return Await.done(closed, "close");
    }

    /** True until the connection is closed. */
    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Closes the connection in good manners; drops it if the node does not do so too. */
    @Override
    public void close() {
        if (!isOpen()) {
            return;
        }
        sender.close();
        try {
            closed.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops the connection without a word, as a lost network does. */
    public void abort() {
        sender.abort();
        closed.complete(GONE);
    }

    private void take(JsonObject line) {
        if (answersPing && line.getString("type").equals("ping")) {
            send("{\"type\":\"pong\"}");
        }
        CompletableFuture<JsonObject> answer = asked.remove(id(line));
        if (answer == null) {
            received.add(line);
        } else {
            answer.complete(line);
        }
    }

    private static String id(JsonObject line) {
        JsonValue id = line.getOrDefault("id", JsonValue.EMPTY_JSON_OBJECT);
        return id.toString().replace("\"", "");
    }
}
