package org.backplane.hub.limit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Detects more than {@value #REJECTIONS} rejections of a connection within ten seconds. Not thread-safe. */
public final class RejectionRate {

    public static final int REJECTIONS = 100;
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final long[] times = new long[REJECTIONS];
    private long count;

    public RejectionRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts a rejection. Returns whether there were more than {@link #REJECTIONS} within {@link #WINDOW}. */
    public boolean countRejection() {
        long now = nanoTime.getAsLong();
        int index = (int) (count++ % REJECTIONS);
        long oldest = times[index];
        times[index] = now;
        return count > REJECTIONS && now - oldest < WINDOW.toNanos();
    }
}
