package org.backplane.broker.redis.loop;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Exponential back-off: each pause is twice as long as the one before, up to a maximum, and is shortened at random by
 * up to half. For one thread only.
 */
public final class Backoff {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    public Backoff(long firstMillis, long longestMillis) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.nextMillis = firstMillis;
    }

    /** Waits for the next pause; returns early if the thread is unparked. */
    public void pause() throws InterruptedException {
        pause(System.nanoTime() + longestMillis * NANOS_PER_MILLI);
    }

    /**
     * Waits for the next pause, at most until the deadline; returns early if the thread is unparked.
     *
     * @param deadline in nanoseconds, as {@link System#nanoTime}
     */
    public void pause(long deadline) throws InterruptedException {
        LockSupport.parkNanos(this, Math.min(next() * NANOS_PER_MILLI, deadline - System.nanoTime()));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Returns the next pause in milliseconds, for callers that schedule instead of blocking. */
    public long next() {
        long millis = ThreadLocalRandom.current().nextLong(nextMillis / 2, nextMillis + 1);
        nextMillis = Math.min(longestMillis, nextMillis * 2);
        return millis;
    }

    /** Starts again with the first pause. */
    public void reset() {
        nextMillis = firstMillis;
    }
}
