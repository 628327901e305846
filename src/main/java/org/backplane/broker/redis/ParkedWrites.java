package org.backplane.broker.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What waits until it is known which server of a Cluster has its slot, bounded in bytes. Any thread may add. */
final class ParkedWrites {

    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final long since = System.nanoTime();

    /** Takes it in, unless too much waits already. */
    boolean add(Write write) {
        if (bytes.addAndGet(write.size()) > MAX_BYTES) {
            bytes.addAndGet(-write.size());
            return false;
        }
        return writes.add(write);
    }

    /** All that waits, in its order; while nobody may add. */
    List<Write> takeAll() {
        List<Write> all = new ArrayList<>(writes);
        writes.clear();
        return all;
    }

    /** How long it has been waiting, in nanoseconds. */
    long age() {
        return System.nanoTime() - since;
    }
}
