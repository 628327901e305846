package org.backplane.event.cdi;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;

/**
 * The bounded queue between one channel and its observers. What does not fit is dropped, and the log says how much that
 * was: at the first drop, then at most every {@value #SILENCE_SECONDS} seconds, and when the observers have caught up.
 *
 * <p>Thread-safe; the giver never blocks. The tasks run one at a time, so that one channel's observers, however slow, hold
 * one thread.
 */
final class ObserverQueue implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ObserverQueue.class.getName());
    private static final int SILENCE_SECONDS = 10;

    private final ChannelName channel;
    private final SerialExecutor turn;
    private final long maxBytes;
    private final LongSupplier nanoTime;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong silentUntil;
    private volatile boolean closed;

    /** @param maxBytes how much may wait */
    ObserverQueue(ChannelName channel, Executor threads, long maxBytes, LongSupplier nanoTime) {
        this.channel = channel;
        this.turn = new SerialExecutor(threads);
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
        this.silentUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Has a task run soon, or drops it.
     *
     * @param bytes how much it holds on to
     */
    void offer(int bytes, Runnable task) {
        if (waiting.addAndGet(bytes) > maxBytes) {
            waiting.addAndGet(-bytes);
            dropped.incrementAndGet();
            complain();
        } else {
            turn.execute(() -> run(bytes, task));
        }
    }

    private void run(int bytes, Runnable task) {
        try {
            if (!closed) {
                task.run();
            }
        } finally {
            if (waiting.addAndGet(-bytes) == 0) {
                complain();
            }
        }
    }

    private void complain() {
        long now = nanoTime.getAsLong();
        long until = silentUntil.get();
        if (now - until >= 0
                && dropped.get() > 0
                && silentUntil.compareAndSet(until, now + TimeUnit.SECONDS.toNanos(SILENCE_SECONDS))) {
            LOG.log(
                    Level.WARNING,
                    "Observers of the channel \"{0}\" are too slow: {1} events were not told to them. Make them faster, or raise connection/queue-bytes.",
                    channel,
                    dropped.getAndSet(0));
        }
    }

    /** What waits is dropped, without a word; what runs goes on. */
    @Override
    public void close() {
        closed = true;
    }
}
