package org.backplane.broker.redis.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What pub/sub carried for one channel and nobody has taken up yet, bounded in bytes. Any thread may {@link #admit}; the
 * rest is for the channel's turn.
 */
final class FeedBuffer {

    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final AtomicInteger bytes = new AtomicInteger();

    /** There while it is not empty: mostly nothing is kept. */
    private @Nullable Deque<byte[]> payloads;

    /** Counts a payload that is on its way to the turn; false if there is no room for it. */
    boolean admit(byte[] payload) {
        if (bytes.addAndGet(payload.length) > MAX_BYTES) {
            release(payload);
            return false;
        }
        return true;
    }

    /** An admitted payload is taken up, or dropped. */
    void release(byte[] payload) {
        bytes.addAndGet(-payload.length);
    }

    /** Keeps an admitted payload for later. */
    void keep(byte[] payload) {
        Deque<byte[]> kept = payloads == null ? new ArrayDeque<>() : payloads;
        kept.add(payload);
        payloads = kept;
    }

    boolean isEmpty() {
        return payloads == null;
    }

    /** The oldest that was kept; still admitted. */
    byte[] next() {
        if (payloads == null) {
            throw new NoSuchElementException();
        }
        byte[] oldest = payloads.remove();
        payloads = payloads.isEmpty() ? null : payloads;
        return oldest;
    }

    void dropAll() {
        while (!isEmpty()) {
            release(next());
        }
    }
}
