package org.backplane.broker.redis;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Pauses that double from one failure to the next, each shortened at random by up to half. For one thread. */
final class Backoff {

    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    Backoff(long firstMillis, long longestMillis) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.nextMillis = firstMillis;
    }

    /** Waits; ends early if the thread is unparked. */
    void pause() throws InterruptedException {
        long millis = ThreadLocalRandom.current().nextLong(nextMillis / 2, nextMillis + 1);
        nextMillis = Math.min(longestMillis, nextMillis * 2);
        LockSupport.parkNanos(this, millis * 1_000_000);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Begins again with the first pause. */
    void reset() {
        nextMillis = firstMillis;
    }
}
