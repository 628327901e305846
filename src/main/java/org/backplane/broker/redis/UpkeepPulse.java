package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows whether the broker's upkeep, that is heartbeats, checks and deadlines, is still done: it beats several times a second,
 * and whoever asks how the broker is finds out when that ended. Thread-safe; costs nothing else.
 */
final class UpkeepPulse {

    private static final System.Logger LOG = System.getLogger(UpkeepPulse.class.getName());
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier clock;
    private final Outage outage;
    private volatile long last;

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    UpkeepPulse(LongSupplier clock) {
        this.clock = clock;
        this.outage = new Outage(true, clock);
        this.last = clock.getAsLong();
    }

    /** Upkeep is done. */
    void beat() {
        last = clock.getAsLong();
        outage.ends();
    }

    /** For how long it has been known that upkeep is not done; zero after a pause of the whole JVM. */
    Duration outage() {
        if (clock.getAsLong() - last > LATE_NANOS && outage.begins()) {
            LOG.log(
                    Level.ERROR,
                    "The upkeep of the broker has stopped: this node renews no lease and checks no link or channel. Restart its server, and look for a lack of memory or threads.");
        }
        return outage.lasts();
    }

    /** What is wrong; empty if nothing is. */
    String problem() {
        return outage().isZero() ? "" : "the upkeep of this node has stopped";
    }
}
