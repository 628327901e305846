package org.backplane.broker.redis.loop;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.backplane.broker.BrokerHealth;

/**
 * The state of a link, working or not, and since when: lets its owner log each outage once at its start and once at its
 * end. Thread-safe.
 */
public final class Outage {

    private static final long NONE = 0;

    private final LongSupplier clock;
    private final AtomicLong since = new AtomicLong(NONE);
    private volatile boolean hasWorked;

    /**
     * Starts without an outage.
     *
     * @param hasWorked whether the link counts as one that worked before the first outage
     * @param clock a clock in nanoseconds, as {@link System#nanoTime}
     */
    public Outage(boolean hasWorked, LongSupplier clock) {
        this.hasWorked = hasWorked;
        this.clock = clock;
    }

    /** Records that the link does not work; returns true if it worked until now. */
    public boolean begins() {
        long now = clock.getAsLong();
        return since.compareAndSet(NONE, now == NONE ? 1 : now);
    }

    /** Records that the link works; returns how long the outage lasted, empty if there was none. */
    public Optional<Duration> ends() {
        hasWorked = true;
        long start = since.getAndSet(NONE);
        return start == NONE ? Optional.empty() : Optional.of(Duration.ofNanos(clock.getAsLong() - start));
    }

    /** Returns whether the link works, as far as is known. */
    public boolean isOver() {
        return hasWorked && since.get() == NONE;
    }

    /** Returns for how long the link has not worked: zero if it works, {@link BrokerHealth#FOREVER} if it never did. */
    public Duration lasts() {
        long start = since.get();
        if (!hasWorked) {
            return BrokerHealth.FOREVER;
        }
        return start == NONE ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - start);
    }

    /** Formats a duration for log lines, in seconds with one decimal. */
    public static String text(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
