package org.backplane.hub;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices when the last hundred refusals of a connection fell into ten seconds. Not thread-safe. */
final class Flood {

    static final int REFUSALS = 100;
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final long[] NONE = {};

    private final LongSupplier nanoTime;

    /** Made with the first refusal: most connections never have one. */
    private long[] times = NONE;

    private long count;

    Flood(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts a refusal; true if it is one too many. */
    boolean refused() {
        if (count == 0) {
            times = new long[REFUSALS];
        }
        long now = nanoTime.getAsLong();
        int index = (int) (count++ % REFUSALS);
        long oldest = times[index];
        times[index] = now;
        return count > REFUSALS && now - oldest < WINDOW.toNanos();
    }
}
