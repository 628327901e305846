package org.backplane.broker.redis.loop;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Shows whether the broker's upkeep, that is heartbeats, checks and deadlines, is still done: upkeep beats several times a
 * second, and the threads of the links, which do not depend on it, {@linkplain #check check} that it does. It is logged a
 * second after it was noticed, for after a pause of the whole JVM the next beat may come later than the next check.
 * Thread-safe; costs nothing else.
 */
public final class MaintenancePulse {

    private static final System.Logger LOG = System.getLogger(MaintenancePulse.class.getName());
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Duration CERTAIN = Duration.ofSeconds(1);

    private final LongSupplier clock;
    private final AtomicBoolean isLogged = new AtomicBoolean();
    private final Outage outage;
    private volatile long last;

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    public MaintenancePulse(LongSupplier clock) {
        this.clock = clock;
        this.outage = new Outage(true, clock);
        this.last = clock.getAsLong();
    }

    /** Upkeep is done. */
    public void beat() {
        last = clock.getAsLong();
        outage.ends();
        isLogged.set(false);
    }

    /** To be called every few seconds, by a thread that does not depend on upkeep: logs once if upkeep is not done. */
    public void check() {
        boolean isLate = clock.getAsLong() - last > LATE_NANOS;
        if (isLate
                && !outage.begins()
                && outage.lasts().compareTo(CERTAIN) >= 0
                && isLogged.compareAndSet(false, true)) {
            LOG.log(
                    Level.ERROR,
                    "The upkeep of the broker has stopped: this node renews no lease and checks no link or channel. Restart its server, and look for a lack of memory or threads.");
        }
    }

    /** For how long it has been known that upkeep is not done; zero after a pause of the whole JVM. */
    public Duration outage() {
        check();
        return outage.lasts();
    }

    /** What is wrong; empty if nothing is. */
    public String problem() {
        return outage().isZero() ? "" : "the upkeep of this node has stopped";
    }
}
