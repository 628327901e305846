package org.backplane.broker.redis.loop;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Detects that the broker's maintenance (heartbeats, checks and deadlines) has stopped. Maintenance calls {@link #beat}
 * several times a second; the threads of the links, which do not depend on it, call {@link #check}. It counts as
 * stopped after 5 seconds without a beat, and is logged one second later, because after a pause of the whole JVM the
 * next beat may come after the next check. Thread-safe.
 */
public final class MaintenancePulse {

    private static final System.Logger LOG = System.getLogger(MaintenancePulse.class.getName());
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Duration LOG_AFTER = Duration.ofSeconds(1);

    private final LongSupplier clock;
    private final AtomicBoolean logged = new AtomicBoolean();
    private final Outage outage;
    private volatile long last;

    /** @param clock a clock in nanoseconds, as {@link System#nanoTime} */
    public MaintenancePulse(LongSupplier clock) {
        this.clock = clock;
        this.outage = new Outage(true, clock);
        this.last = clock.getAsLong();
    }

    /** Called by maintenance, several times a second. */
    public void beat() {
        last = clock.getAsLong();
        outage.ends();
        logged.set(false);
    }

    /**
     * Logs once if maintenance has stopped. Called every few seconds by a thread that does not depend on maintenance.
     */
    public void check() {
        boolean isLate = clock.getAsLong() - last > LATE_NANOS;
        if (isLate
                && !outage.begins()
                && outage.lasts().compareTo(LOG_AFTER) >= 0
                && logged.compareAndSet(false, true)) {
            LOG.log(
                    Level.ERROR,
                    "The maintenance of the broker has stopped: this node renews no lease and checks no link or channel. Restart its server, and look for a lack of memory or threads.");
        }
    }

    /** Returns for how long maintenance is known to have stopped; zero after a pause of the whole JVM. */
    public Duration outage() {
        check();
        return outage.lasts();
    }

    /** Returns a description of the problem; empty if maintenance runs. */
    public String problem() {
        return outage().isZero() ? "" : "the maintenance of this node has stopped";
    }
}
