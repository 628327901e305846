package org.backplane.broker.redis.feed;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.backplane.broker.redis.loop.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one channel, of which only the latest one counts, and the pauses before they are repeated. Used only on the
 * channel's executor.
 */
final class FeedReads {

    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LONGEST_RETRY_MILLIS = 2_000;

    private final BooleanSupplier isReading;
    private final FeedSource source;
    private final Executor executor;
    private int latest;
    private @Nullable Backoff backoff;

    /** @param isReading whether the result of a read is needed when it arrives */
    FeedReads(BooleanSupplier isReading, FeedSource source, Executor executor) {
        this.isReading = isReading;
        this.source = source;
        this.executor = executor;
    }

    /**
     * Waits for a read that takes the place of all earlier ones.
     *
     * @param result takes the result or the failure, unless another read or {@link #cancel} came before it
     */
    <T> void begin(CompletionStage<T> read, BiConsumer<@Nullable T, @Nullable Throwable> result) {
        int number = ++latest;
        read.whenCompleteAsync(
                (value, failure) -> {
                    if (isCurrent(number)) {
                        result.accept(value, failure);
                    }
                },
                executor);
    }

    /** Reads again after a back-off, because many channels may wait for the same Redis. */
    void retryLater(Runnable read) {
        int number = ++latest;
        backoff = backoff == null ? new Backoff(FIRST_RETRY_MILLIS, LONGEST_RETRY_MILLIS) : backoff;
        source.later(
                backoff.next(),
                () -> executor.execute(() -> {
                    if (isCurrent(number)) {
                        read.run();
                    }
                }));
    }

    private boolean isCurrent(int number) {
        return number == latest && isReading.getAsBoolean();
    }

    /** Ignores the results of all earlier reads. */
    void cancel() {
        latest++;
    }

    /** The channel is live: the next retry waits for the shortest time again. */
    void succeeded() {
        backoff = null;
    }
}
