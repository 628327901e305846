package org.backplane.broker.redis.command;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long the last probes took to Redis and back. One thread records, any thread reads; nobody waits. */
public final class ProbeTimes {

    /** About a minute of them: one goes each second. */
    static final int REMEMBERED = 60;

    private final AtomicLongArray nanos = new AtomicLongArray(REMEMBERED);
    private final AtomicInteger count = new AtomicInteger();

    /** One came back. */
    void took(long howLongNanos) {
        nanos.set(Math.floorMod(count.get(), REMEMBERED), howLongNanos);
        count.incrementAndGet();
    }

    /** The last one, in nanoseconds; 0 before the first. */
    public long last() {
        return nanos.get(Math.floorMod(count.get() - 1, REMEMBERED));
    }

    /** The slowest of the last {@value #REMEMBERED}, in nanoseconds; 0 before the first. */
    public long slowest() {
        long slowest = 0;
        for (int i = 0; i < REMEMBERED; i++) {
            slowest = Math.max(slowest, nanos.get(i));
        }
        return slowest;
    }
}
