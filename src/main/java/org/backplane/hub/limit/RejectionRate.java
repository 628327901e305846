package org.backplane.hub.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices when the last hundred refusals of a connection fell into ten seconds. Not thread-safe. */
public final class RejectionRate {

    public static final int REFUSALS = 100;
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final long[] times = new long[REFUSALS];
    private long count;

    public RejectionRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts a refusal; true if it is one too many. */
    public boolean refused() {
        long now = nanoTime.getAsLong();
        int index = (int) (count++ % REFUSALS);
        long oldest = times[index];
        times[index] = now;
        return count > REFUSALS && now - oldest < WINDOW.toNanos();
    }
}
