package org.backplane.endpoint.websocket;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes on the way to a client. A client proves that it has read them by a pong to a ping that was sent after them;
 * at most two halves of the window, and one frame for each half, are unconfirmed.
 *
 * <p>At most one ping is unanswered, and the container sends no pings. So a client that answers only the latest ping, as RFC
 * 6455, section 5.5.3 allows, answers this one.
 *
 * <p>The completion of a send proves nothing: Tyrus (Payara 6.2025.10) completes a send when Grizzly has queued the frame, and
 * Grizzly queues up to four times the send buffer of the socket, which the system lets grow to some MiB. 200 clients that
 * never read took 200 MiB of heap.
 *
 * <p>Thread-safe; the lock guards the fields, and no task runs under it. Only the sending thread calls {@link #nextPing} and
 * {@link #addSent}; {@link #whenOpen} is called by the thread that completes a send.
 */
public final class SendWindow {

    private static final int HALF_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Long> openPing = Optional.empty();
    private Optional<Runnable> waiting = Optional.empty();
    private int sentSincePing;
    private boolean closed;

    /** Returns the payload of the ping that must be sent before the next frame; empty if none is needed. */
    Optional<ByteBuffer> nextPing() {
        lock.lock();
        try {
            if (openPing.isPresent() || sentSincePing < HALF_BYTES) {
                return Optional.empty();
            }
            long number = ThreadLocalRandom.current().nextLong();
            openPing = Optional.of(number);
            sentSincePing = 0;
            return Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        } finally {
            lock.unlock();
        }
    }

    /** Counts a frame that is sent. */
    void addSent(int bytes) {
        lock.lock();
        try {
            sentSincePing += bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a task when the next frame may be sent: at once on this thread, or when {@link #pong} or {@link #close} is called,
     * on the thread that calls it. At most one task waits.
     */
    void whenOpen(Runnable task) {
        if (!waitIfFull(task)) {
            task.run();
        }
    }

    private boolean waitIfFull(Runnable task) {
        lock.lock();
        try {
            if (closed || openPing.isEmpty() || sentSincePing < HALF_BYTES) {
                return false;
            }
            waiting = Optional.of(task);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Handles a pong; ignored unless it answers the unanswered ping. */
    void pong(ByteBuffer pong) {
        release(pong.remaining() == Long.BYTES ? Optional.of(pong.getLong(pong.position())) : Optional.empty(), false);
    }

    /** Reports that the connection is closed: the waiting task runs, and later ones run at once. */
    void close() {
        release(Optional.empty(), true);
    }

    private void release(Optional<Long> answer, boolean closes) {
        Optional<Runnable> task = Optional.empty();
        lock.lock();
        try {
            closed |= closes;
            if (closes || (answer.isPresent() && answer.equals(openPing))) {
                openPing = Optional.empty();
                task = waiting;
                waiting = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        task.ifPresent(Runnable::run);
    }
}
