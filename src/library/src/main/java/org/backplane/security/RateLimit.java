package org.backplane.security;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket: limits the average rate and the size of bursts.
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
     * Creates a full bucket.
     *
     * @param perSecond the tokens that are added per second
     * @param burst the maximum number of tokens
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

    /** Takes one token if the bucket is more than half full; false if it is not. */
    public synchronized boolean tryTakeIfPlenty() {
        fill();
        return tokens > burst / 2 && tryTake();
    }

    /** Returns a token that was taken. */
    public synchronized void giveBack() {
        tokens = Math.min(burst, tokens + 1);
    }

    /** Returns the time until a token is available; zero if one is. */
    public synchronized Duration untilNext() {
        fill();
        return tokens >= 1
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND));
    }

    /** Whether the bucket is full, and so equals a new one. */
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
