package org.backplane.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** What a connection has yet to send: frames go out whole and in the order they came in, and no sender waits. Thread-safe. */
final class Outbox {

    private final SocketChannel channel;
    private final Runnable onFull;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

    /** @param onFull asks for {@link #flush()} when the channel takes more; called with the lock held */
    Outbox(SocketChannel channel, Runnable onFull) {
        this.channel = channel;
        this.onFull = onFull;
    }

    void write(ByteBuffer frame) throws IOException {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                channel.write(frame);
            }
            if (frame.hasRemaining()) {
                if (waiting.isEmpty()) {
                    onFull.run();
                }
                waiting.add(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what it can; whether nothing waits any more. */
    boolean flush() throws IOException {
        lock.lock();
        try {
            while (!waiting.isEmpty()) {
                channel.write(waiting.element());
                if (waiting.element().hasRemaining()) {
                    return false;
                }
                waiting.remove();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
