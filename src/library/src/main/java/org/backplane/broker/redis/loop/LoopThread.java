package org.backplane.broker.redis.loop;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.concurrent.TaskGuard;
import org.jspecify.annotations.Nullable;

/**
 * A thread that repeats the rounds of a loop until it is closed. A round that throws, even an {@link Error}, is logged
 * and reported to the loop, and the next round starts after a back-off. A thread that ends nevertheless, because it was
 * interrupted or the application server ended it, is logged and replaced by {@link #watch}.
 *
 * <p>Thread-safe; {@link #watch} must be called by one thread at a time.
 */
public final class LoopThread implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoopThread.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long END_MILLIS = 2_000;
    private static final long RESTART_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RateLimitedLog endLog = new RateLimitedLog(LOG);
    private final TaskGuard guard = new TaskGuard(
            LOG, "A thread of the broker failed and continues. This is a bug in Backplane: please report it.");
    private final ThreadFactory factory;
    private final String name;
    private final Loop loop;
    private final Runnable beforeRounds;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private long startedAt;

    /** The work of the thread. All methods are called by the loop's thread unless they say otherwise. */
    public interface Loop {

        /**
         * Runs one round. A round that waits for something must return now and then, so that {@link #close} takes
         * effect.
         */
        void round() throws InterruptedException;

        /** Called after a round threw: its work was not done, and its connection may be broken. */
        void failed(Throwable failure);

        /**
         * Called when the thread has ended or is about to end, possibly by another thread: fails what waits for a
         * round.
         */
        void ended();
    }

    private LoopThread(ThreadFactory factory, String name, Loop loop, Runnable beforeRounds) {
        this.factory = factory;
        this.name = name;
        this.loop = loop;
        this.beforeRounds = beforeRounds;
    }

    /** Starts a thread of this name. */
    public static LoopThread start(ThreadFactory factory, String name, Loop loop) {
        return start(factory, name, loop, () -> {});
    }

    /**
     * Starts a thread of this name.
     *
     * @param beforeRounds runs before each round, also after a round that failed; must not block
     */
    public static LoopThread start(ThreadFactory factory, String name, Loop loop, Runnable beforeRounds) {
        LoopThread started = new LoopThread(factory, name, loop, beforeRounds);
        started.startThread();
        return started;
    }

    private void startThread() {
        startedAt = System.nanoTime();
        Thread created = factory.newThread(this::run);
        created.setName(name);
        thread = created;
        created.start();
    }

    private void run() {
        try {
            while (!closed) {
                guard.run(beforeRounds);
                runRound();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guard.run(loop::ended);
        }
    }

    private void runRound() throws InterruptedException {
        try {
            loop.round();
            backoff.reset();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable failure) {
            if (!closed) {
                guard.failed(failure);
            }
            guard.run(() -> loop.failed(failure));
            backoff.pause();
        }
    }

    /**
     * Starts the thread again if it ended without having been closed, at most every two seconds. Called periodically.
     */
    public void watch() {
        if (closed || !hasEnded() || System.nanoTime() - startedAt < RESTART_PAUSE_NANOS) {
            return;
        }
        endLog.log(Level.WARNING, "The thread " + name + " of the broker was ended from outside and is started again.");
        guard.run(loop::ended);
        guard.run(this::startThread);
        if (closed) {
            close();
        }
    }

    /** Interrupts the thread; does not wait for its end. */
    @Override
    public void close() {
        closed = true;
        Thread current = thread;
        if (current != null) {
            current.interrupt();
        }
    }

    public boolean hasEnded() {
        Thread current = thread;
        return current == null || !current.isAlive();
    }

    /** Waits until the thread has ended, at most two seconds. */
    public void awaitEnd() throws InterruptedException {
        Thread current = thread;
        if (current != null) {
            current.join(END_MILLIS);
        }
    }
}
