package org.backplane.broker.redis.command;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** The round-trip times of the last probes. One thread records, any thread reads; lock-free. */
public final class ProbeTimes {

    /** One minute: there is one probe a second. */
    static final int REMEMBERED = 60;

    private final AtomicLongArray nanos = new AtomicLongArray(REMEMBERED);
    private final AtomicInteger count = new AtomicInteger();

    void record(long roundTripNanos) {
        nanos.set(Math.floorMod(count.get(), REMEMBERED), roundTripNanos);
        count.incrementAndGet();
    }

    /** The last round-trip time in nanoseconds; 0 before the first. */
    public long last() {
        return nanos.get(Math.floorMod(count.get() - 1, REMEMBERED));
    }

    /** The longest of the last {@value #REMEMBERED} round-trip times in nanoseconds; 0 before the first. */
    public long slowest() {
        long slowest = 0;
        for (int i = 0; i < REMEMBERED; i++) {
            slowest = Math.max(slowest, nanos.get(i));
        }
        return slowest;
    }
}
