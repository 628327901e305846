package org.backplane.broker.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What pub/sub carried for one channel and nobody has taken up yet, bounded in bytes. Any thread may {@link #admit}; the
 * rest is for the channel's turn.
 */
final class HeldBack {

    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final AtomicInteger bytes = new AtomicInteger();
    private final Deque<byte[]> payloads = new ArrayDeque<>(0);

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
        payloads.add(payload);
    }

    boolean isEmpty() {
        return payloads.isEmpty();
    }

    /** The oldest that was kept; still admitted. */
    byte[] next() {
        return payloads.remove();
    }

    void dropAll() {
        payloads.forEach(this::release);
        payloads.clear();
    }
}
