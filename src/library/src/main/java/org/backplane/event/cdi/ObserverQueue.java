package org.backplane.event.cdi;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;

/**
 * The bounded queue between one channel and its observers. Events that exceed the bound are dropped, and their number is
 * logged: at the first drop, then at most every {@value #SILENCE_SECONDS} seconds, and when the queue is empty again.
 *
 * <p>Thread-safe; callers never block. Tasks run one at a time, so that slow observers of one channel occupy at most one
 * thread.
 */
final class ObserverQueue implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ObserverQueue.class.getName());
    private static final int SILENCE_SECONDS = 10;

    private final ChannelName channel;
    private final SerialExecutor executor;
    private final long maxBytes;
    private final LongSupplier nanoTime;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong silentUntil;
    private volatile boolean closed;

    /** @param maxBytes the maximum size of the queue */
    ObserverQueue(ChannelName channel, Executor threads, long maxBytes, LongSupplier nanoTime) {
        this.channel = channel;
        this.executor = new SerialExecutor(threads);
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
        this.silentUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Queues a task, or drops it if the queue is full.
     *
     * @param bytes the memory that the task refers to
     */
    void offer(int bytes, Runnable task) {
        if (queuedBytes.addAndGet(bytes) > maxBytes) {
            queuedBytes.addAndGet(-bytes);
            dropped.incrementAndGet();
            logDropped();
        } else {
            executor.execute(() -> run(bytes, task));
        }
    }

    private void run(int bytes, Runnable task) {
        try {
            if (!closed) {
                task.run();
            }
        } finally {
            if (queuedBytes.addAndGet(-bytes) == 0) {
                logDropped();
            }
        }
    }

    private void logDropped() {
        long now = nanoTime.getAsLong();
        long until = silentUntil.get();
        if (now - until >= 0
                && dropped.get() > 0
                && silentUntil.compareAndSet(until, now + TimeUnit.SECONDS.toNanos(SILENCE_SECONDS))) {
            LOG.log(
                    Level.WARNING,
                    "Observers of the channel \"{0}\" are too slow: {1} events were not delivered to them. Make them faster, or raise connection/queue-bytes.",
                    channel,
                    dropped.getAndSet(0));
        }
    }

    /** Whether the application has ended, as far as its observers are concerned. */
    boolean isClosed() {
        return closed;
    }

    /** Drops the queued tasks without logging them; does not wait for the running one. */
    @Override
    public void close() {
        closed = true;
    }
}
