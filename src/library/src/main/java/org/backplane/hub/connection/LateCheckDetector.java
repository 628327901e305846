package org.backplane.hub.connection;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Detects a periodic check of the connections that runs late, as after a stall of the machine. Such a check must be skipped:
 * what the clients sent during the stall has not been read yet, so they only seem silent. Not thread-safe.
 */
public final class LateCheckDetector {

    private final long interval;
    private final LongSupplier nanoTime;
    private long last;
    private boolean skipped;

    /** @param interval the usual time between two checks */
    public LateCheckDetector(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /**
     * Called at the beginning of each check. Returns whether to skip it: it is more than twice the interval after the last one.
     * Never skips two in a row, so that the timeouts hold on a node that is always late, too.
     */
    public boolean mustSkip() {
        long now = nanoTime.getAsLong();
        skipped = !skipped && now - last > 2 * interval;
        last = now;
        return skipped;
    }
}
