package org.backplane.it.wire;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting with a bound, and saying for what. */
public final class Await {

    private Await() {}

    /**
     * Waits for a stage and returns its result.
     *
     * @throws AssertionError if it does not complete within {@link Wire#BOUND}
     * @throws CompletionException if it fails
     */
    public static <T> T done(CompletionStage<T> stage, String what) {
        try {
            return stage.toCompletableFuture().get(Wire.BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Waited in vain for: " + what, e);
        } catch (ExecutionException e) {
            throw new CompletionException(what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for: " + what, e);
        }
    }
}
