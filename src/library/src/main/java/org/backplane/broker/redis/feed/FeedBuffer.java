package org.backplane.broker.redis.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of one channel that are queued or buffered, limited in bytes. {@link #admit} is thread-safe; the other
 * methods are used on the channel's executor only.
 */
final class FeedBuffer {

    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final AtomicInteger bytes = new AtomicInteger();

    /** Null while empty, to save memory: most channels buffer nothing. */
    private @Nullable Deque<byte[]> payloads;

    /** Counts a payload before it is queued; returns false if there is no room for it. */
    boolean admit(byte[] payload) {
        if (bytes.addAndGet(payload.length) > MAX_BYTES) {
            release(payload);
            return false;
        }
        return true;
    }

    /** Uncounts an admitted payload that is being processed or was dropped. */
    void release(byte[] payload) {
        bytes.addAndGet(-payload.length);
    }

    /** Buffers an admitted payload. */
    void add(byte[] payload) {
        Deque<byte[]> queue = payloads == null ? new ArrayDeque<>() : payloads;
        queue.add(payload);
        payloads = queue;
    }

    boolean isEmpty() {
        return payloads == null;
    }

    /** Removes the oldest buffered payload; it still counts until {@link #release}. */
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
