package org.backplane.broker.redis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.backplane.broker.BrokerUnavailableException;

/**
 * What waits to be written to Redis, bounded in bytes, and what of it goes next.
 *
 * <p>Any thread may {@link #offer} and {@link #failAll}; the rest is for the writer's thread.
 */
final class WriteQueue {

    /** How much may wait. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    /** What goes in one pipeline: a slow link must be able to carry it before the writer loses patience. */
    private static final long MAX_DRAIN_BYTES = 1024 * 1024;

    private static final int MAX_DRAIN = 8_192;

    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Deque<Write> deferred = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();

    /** Takes it in, unless too much waits already. */
    boolean offer(Write write) {
        if (bytes.addAndGet(write.size()) > MAX_BYTES) {
            bytes.addAndGet(-write.size());
            return false;
        }
        queue.add(write);
        return true;
    }

    /** How much waits or is on its way, in bytes. */
    long bytes() {
        return bytes.get();
    }

    /** Waits for something to write, but no longer than this; {@link #done} is due for what it returns. */
    List<Write> take(Duration patience) throws InterruptedException {
        List<Write> taken = new ArrayList<>(deferred);
        deferred.clear();
        if (taken.isEmpty()) {
            Write first = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (first == null) {
                return taken;
            }
            taken.add(first);
        }
        long drained = taken.stream().mapToLong(Write::size).sum();
        while (drained < MAX_DRAIN_BYTES && taken.size() < MAX_DRAIN) {
            Write next = queue.poll();
            if (next == null) {
                break;
            }
            drained += next.size();
            taken.add(next);
        }
        return taken;
    }

    /** These have been written, or have failed, or were put off. */
    void done(List<Write> taken) {
        taken.forEach(w -> bytes.addAndGet(-w.size()));
    }

    /**
     * Makes calls of the writes, in their order; puts off what would be a second batch of a channel, and what comes after
     * it there, because only one batch of a channel may be on its way.
     *
     * <p>Each call gets a number that is higher than all before: one that a broken link delivers after a newer one does
     * nothing.
     */
    List<Pending> plan(List<Write> writes, RedisCalls calls) {
        WritePlan plan = new WritePlan();
        for (Write write : writes) {
            if (!plan.add(write)) {
                bytes.addAndGet(write.size());
                deferred.add(write);
            }
        }
        return plan.calls(calls);
    }

    /** Takes out what waits for certain slots, in its order; while nobody may offer anything. */
    List<Write> takeOut(IntPredicate slots) {
        List<Write> taken = new ArrayList<>();
        List<Write> left = new ArrayList<>();
        queue.drainTo(left);
        List<Write> putOff = new ArrayList<>(deferred);
        deferred.clear();
        putOff.forEach(write -> (slots.test(write.slot()) ? taken : deferred).add(write));
        left.forEach(write -> (slots.test(write.slot()) ? taken : queue).add(write));
        done(taken);
        return taken;
    }

    /** Fails all that waits but what was put off. */
    void failAll(BrokerUnavailableException why) {
        for (Write write = queue.poll(); write != null; write = queue.poll()) {
            fail(write, why);
        }
    }

    /** Fails what was put off. */
    void failPutOff(BrokerUnavailableException why) {
        for (Write write = deferred.poll(); write != null; write = deferred.poll()) {
            fail(write, why);
        }
    }

    private void fail(Write write, BrokerUnavailableException why) {
        bytes.addAndGet(-write.size());
        write.fail(why);
    }
}
