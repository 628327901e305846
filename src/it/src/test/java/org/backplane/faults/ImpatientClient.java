package org.backplane.faults;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.ClientLink;
import org.backplane.it.wire.Wire;

/** A client that does not wait for its inbox after {@code hello}: without a Redis there is none. */
final class ImpatientClient implements AutoCloseable {

    private final ClientLink link;

    ImpatientClient(Node node) {
        link = Await.done(ClientLink.open(node, Wire.BOUND, line -> {}), "open " + node);
        ask("hello", Map.of("name", "Impatient"));
    }

    /** Asks, and waits for the answer. */
    JsonObject ask(String type, Map<String, ?> fields) {
        return Await.done(link.ask(type, fields), "answer to " + type);
    }

    /** Asks, and again for as long as it is told to come back; completes with what it is told then. */
    CompletableFuture<JsonObject> insist(String type, Map<String, ?> fields) {
        return link.ask(type, fields)
                .thenCompose(answer -> answer.getBoolean("retry", false)
                        ? later(answer.getInt("retryAfter", 0)).thenCompose(now -> insist(type, fields))
                        : CompletableFuture.completedFuture(answer));
    }

    private static CompletableFuture<Void> later(int millis) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(Math.max(300, millis), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        link.close();
    }
}
