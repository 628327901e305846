package org.backplane.faults;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backplane.it.cluster.Node;
import org.backplane.it.wire.Await;

/** A client that does not wait for its inbox after {@code hello}: without a Redis there is none. */
final class ImpatientClient implements AutoCloseable {

    private final ClientLink link;

    ImpatientClient(Node node) {
        link = Await.done(ClientLink.open(node, line -> {}), "open " + node);
        ask("hello", Map.of("name", "Impatient"));
    }

    /** Asks, and waits for the answer. */
    JsonObject ask(String type, Map<String, ?> fields) {
        return Await.done(link.ask(type, fields), "answer to " + type);
    }

    /** Asks; completes with the answer. */
    CompletableFuture<JsonObject> askAsync(String type, Map<String, ?> fields) {
        return link.ask(type, fields);
    }

    @Override
    public void close() {
        link.close();
    }
}
