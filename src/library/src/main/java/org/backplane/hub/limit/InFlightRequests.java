package org.backplane.hub.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests of one client that are not answered yet. Thread-safe; no method blocks. */
public final class InFlightRequests {

    /** The requests in flight, plus one until {@link #finish} is called. */
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

    /** Called once, after the last {@link #begin}; completes when all requests have been answered. */
    public CompletionStage<Void> finish() {
        end();
        return none;
    }
}
