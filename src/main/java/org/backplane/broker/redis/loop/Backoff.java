package org.backplane.broker.redis.loop;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Pauses that double from one failure to the next, each shortened at random by up to half. For one thread. */
public final class Backoff {

    private static final long NANOS = 1_000_000;

    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    public Backoff(long firstMillis, long longestMillis) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.nextMillis = firstMillis;
    }

    /** Waits; ends early if the thread is unparked. */
    public void pause() throws InterruptedException {
        pause(System.nanoTime() + longestMillis * NANOS);
    }

    /** Waits, but not beyond the deadline, by {@link System#nanoTime}; ends early if the thread is unparked. */
    public void pause(long deadline) throws InterruptedException {
        LockSupport.parkNanos(this, Math.min(next() * NANOS, deadline - System.nanoTime()));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** The next pause, in milliseconds, for who waits in another way. */
    public long next() {
        long millis = ThreadLocalRandom.current().nextLong(nextMillis / 2, nextMillis + 1);
        nextMillis = Math.min(longestMillis, nextMillis * 2);
        return millis;
    }

    /** Begins again with the first pause. */
    public void reset() {
        nextMillis = firstMillis;
    }
}
