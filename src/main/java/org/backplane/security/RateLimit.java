package org.backplane.security;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket: so many at once, so many a second in the long run.
 *
 * <p>Thread-safe; the lock is held for a few instructions.
 */
public final class RateLimit {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    /**
     * A full bucket.
     *
     * @param perSecond how many tokens come back a second
     * @param burst how many tokens it holds
     * @param nanoTime the clock, like {@link System#nanoTime}
     */
    public RateLimit(double perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.filledAt = nanoTime.getAsLong();
    }

    /** Takes one token; false if there is none. */
    public synchronized boolean tryTake() {
        fill();
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes one token if more than half of what the bucket holds is there. */
    public synchronized boolean tryTakeIfPlenty() {
        fill();
        return tokens > burst / 2 && tryTake();
    }

    /** Gives a token back that was taken. */
    public synchronized void giveBack() {
        tokens = Math.min(burst, tokens + 1);
    }

    /** How long until there is a token; zero if there is one. */
    public synchronized Duration untilNext() {
        fill();
        return tokens >= 1
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND));
    }

    /** Whether nothing was taken lately, so that a new bucket would be the same. */
    public synchronized boolean isFull() {
        fill();
        return tokens >= burst;
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) / NANOS_PER_SECOND * perSecond);
        filledAt = now;
    }
}
