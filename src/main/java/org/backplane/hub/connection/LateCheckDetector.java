package org.backplane.hub.connection;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices a round that comes late, as after a stall of the machine: what clients sent meanwhile waits to be read, and who
 * judged their silence then would judge its own. Not thread-safe.
 */
public final class LateCheckDetector {

    private final long pause;
    private final LongSupplier nanoTime;
    private long last;
    private boolean leftOut;

    /** @param pause the usual one between two rounds */
    public LateCheckDetector(Duration pause, LongSupplier nanoTime) {
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** Called at each round: whether it must be left out. Never two in a row, for a node that is always late must judge too. */
    public boolean mustBeLeftOut() {
        long now = nanoTime.getAsLong();
        leftOut = !leftOut && now - last > 2 * pause;
        last = now;
        return leftOut;
    }
}
