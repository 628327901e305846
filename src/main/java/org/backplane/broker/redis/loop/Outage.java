package org.backplane.broker.redis.loop;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.backplane.broker.BrokerHealth;

/**
 * When a link does not work, and since when, so that each outage is told once at its beginning and once at its end.
 * Thread-safe.
 */
public final class Outage {

    private static final long NONE = 0;

    private final LongSupplier clock;
    private final AtomicLong since = new AtomicLong(NONE);
    private volatile boolean hasWorked;

    /**
     * No outage yet.
     *
     * @param hasWorked whether the link counts as one that worked before the first outage
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    public Outage(boolean hasWorked, LongSupplier clock) {
        this.hasWorked = hasWorked;
        this.clock = clock;
    }

    /** The link does not work; true if it is news. */
    public boolean begins() {
        long now = clock.getAsLong();
        return since.compareAndSet(NONE, now == NONE ? 1 : now);
    }

    /** The link works; how long it did not, if it did not. */
    public Optional<Duration> ends() {
        hasWorked = true;
        long began = since.getAndSet(NONE);
        return began == NONE ? Optional.empty() : Optional.of(Duration.ofNanos(clock.getAsLong() - began));
    }

    /** Whether it works, as far as is known. */
    public boolean isOver() {
        return hasWorked && since.get() == NONE;
    }

    /** For how long it has not worked; zero if it works, {@link BrokerHealth#FOREVER} if it never has. */
    public Duration lasts() {
        long began = since.get();
        if (!hasWorked) {
            return BrokerHealth.FOREVER;
        }
        return began == NONE ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - began);
    }

    /** A duration for people: to the tenth of a second. */
    public static String text(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
