package org.backplane.hub.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The requests of one client that the broker has not answered yet. Thread-safe. */
public final class InFlightRequests {

    /** One more as long as requests may come. */
    private final AtomicInteger count = new AtomicInteger(1);

    private final CompletableFuture<Void> none = new CompletableFuture<>();

    public void begin() {
        count.incrementAndGet();
    }

    public void end() {
        if (count.decrementAndGet() == 0) {
            none.complete(null);
        }
    }

    /** No more come, which is said once; completes when all have been answered. */
    public CompletionStage<Void> last() {
        end();
        return none;
    }
}
