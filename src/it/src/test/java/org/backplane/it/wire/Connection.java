package org.backplane.it.wire;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backplane.it.servers.Node;

/** A connection to a node that keeps what it receives, and says nothing by itself but {@code pong}. Thread-safe. */
public final class Connection implements AutoCloseable {

    private final Received received = new Received();
    private final ClientLink link;

    /** Opens a connection, and waits until it is open. */
    public Connection(Node node) {
        this(node.hub(), Map.of());
    }

    /** Opens a connection with further headers in the handshake, and waits until it is open. */
    public Connection(URI hub, Map<String, String> headers) {
        link = Await.done(ClientLink.open(hub, headers, Wire.BOUND, received::add), "open " + hub);
    }

    /** Sends a command with an id, and waits for what carries that id back: its answer, or an error. */
    public JsonObject ask(String type, Map<String, ?> fields) {
        return Await.done(askAsync(type, fields), "answer to " + type + " " + fields.get("channel"));
    }

    /** Sends a command with an id; completes with what carries that id back, and fails if the connection ends before. */
    public CompletableFuture<JsonObject> askAsync(String type, Map<String, ?> fields) {
        return link.ask(type, fields);
    }

    /** Sends a text frame as it is. */
    public void send(String text) {
        link.send(text);
    }

    /** What came but answers to {@link #ask}. */
    public Received received() {
        return received;
    }

    /** Leaves pings unanswered from now on. */
    public void playDead() {
        link.playDead();
    }

    /** Waits until the node has closed the connection, and returns the code; 1006 if it just went away. */
    public int awaitClose() {
        return Await.done(link.closed(), "close");
    }

    /** True until the connection is closed. */
    public boolean isOpen() {
        return link.isOpen();
    }

    /** Sends a close frame and waits for that of the node; drops the connection if none comes within two seconds. */
    @Override
    public void close() {
        link.leave();
        try {
            link.closed().get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops the connection without a word, as a lost network does. */
    public void abort() {
        link.abort();
    }
}
