package org.backplane.endpoint.websocket;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what is on its way to a client: what it has not proven to have read, by a pong to the ping that followed, is two
 * halves of the window at most, and a frame each.
 *
 * <p>One ping at most is not answered yet, and the container sends none of its own: so a client that answers only the
 * latest ping, as RFC 6455, 5.5.3 allows, has answered this one.
 *
 * <p>The completion of a send does not tell. Tyrus (Payara 6.2025.10) completes when Grizzly has queued the frame, and
 * Grizzly queues four times the socket's send buffer, which the system lets grow to some MiB: 200 clients that never read
 * took 200 MiB of heap.
 *
 * <p>Thread-safe; the lock guards the fields, and nothing foreign runs under it. The sending thread alone asks and counts.
 */
public final class SendWindow {

    private static final int HALF_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Long> asked = Optional.empty();
    private Optional<Runnable> held = Optional.empty();
    private int sent;
    private boolean ended;

    /** What a ping must carry that is to go before the next frame; empty if none need go now. */
    Optional<ByteBuffer> question() {
        lock.lock();
        try {
            if (asked.isPresent() || sent < HALF_BYTES) {
                return Optional.empty();
            }
            long number = ThreadLocalRandom.current().nextLong();
            asked = Optional.of(number);
            sent = 0;
            return Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        } finally {
            lock.unlock();
        }
    }

    /** A frame of about so many bytes goes. */
    void count(int bytes) {
        lock.lock();
        try {
            sent += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Runs a task once the next frame may go: now, or when the client has answered. One task waits at a time. */
    void whenOpen(Runnable task) {
        if (!hold(task)) {
            task.run();
        }
    }

    private boolean hold(Runnable task) {
        lock.lock();
        try {
            if (ended || asked.isEmpty() || sent < HALF_BYTES) {
                return false;
            }
            held = Optional.of(task);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A pong came; one that nobody asked for proves nothing. */
    void answer(ByteBuffer pong) {
        release(pong.remaining() == Long.BYTES ? Optional.of(pong.getLong(pong.position())) : Optional.empty(), false);
    }

    /** The link is closed: nothing waits any more. */
    void end() {
        release(Optional.empty(), true);
    }

    private void release(Optional<Long> answer, boolean ends) {
        Optional<Runnable> task = Optional.empty();
        lock.lock();
        try {
            ended |= ends;
            if (ends || (answer.isPresent() && answer.equals(asked))) {
                asked = Optional.empty();
                task = held;
                held = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        task.ifPresent(Runnable::run);
    }
}
