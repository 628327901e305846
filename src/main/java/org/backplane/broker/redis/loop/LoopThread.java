package org.backplane.broker.redis.loop;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.concurrent.TaskGuard;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does rounds of one kind until it is closed, whatever happens meanwhile: a round that throws, be it an {@link
 * Error}, is logged, its loop is told, and the next round begins after a pause that grows from one failure to the next. A
 * thread that ended all the same, because it was interrupted or the server ended it, is logged and replaced by {@link #watch}.
 *
 * <p>Thread-safe; {@link #watch} is for one thread at a time.
 */
public final class LoopThread implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoopThread.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long END_MILLIS = 2_000;
    private static final long RESTART_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RateLimitedLog ends = new RateLimitedLog(LOG);
    private final TaskGuard guard = new TaskGuard(
            LOG, "A thread of the broker failed and goes on. This is a bug in Backplane: please report it.");
    private final ThreadFactory factory;
    private final String name;
    private final Loop loop;
    private final Runnable beforeRounds;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private long startedAt;

    /** What is done in rounds, all of it by the loop's thread. */
    public interface Loop {

        /** Does one round. A loop that waits for something returns now and then. */
        void round() throws InterruptedException;

        /** A round threw this: what it was doing was not done, and what it uses may be broken. */
        void failed(Throwable why);

        /** The thread has ended, or is about to: whoever waits for a round is told so. Perhaps by another thread. */
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
     * @param beforeRounds is done before each round, whether the last one failed or not; must not block
     */
    public static LoopThread start(ThreadFactory factory, String name, Loop loop, Runnable beforeRounds) {
        LoopThread started = new LoopThread(factory, name, loop, beforeRounds);
        started.begin();
        return started;
    }

    private void begin() {
        startedAt = System.nanoTime();
        Thread begun = factory.newThread(this::run);
        begun.setName(name);
        thread = begun;
        begun.start();
    }

    private void run() {
        try {
            while (!closed) {
                guard.run(beforeRounds);
                roundThatMayFail();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guard.run(loop::ended);
        }
    }

    private void roundThatMayFail() throws InterruptedException {
        try {
            loop.round();
            backoff.reset();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable why) {
            if (!closed) {
                guard.failed(why);
            }
            guard.run(() -> loop.failed(why));
            backoff.pause();
        }
    }

    /** To be called now and then: starts a thread again that has ended though nobody closed it. */
    public void watch() {
        if (closed || !hasEnded() || System.nanoTime() - startedAt < RESTART_PAUSE_NANOS) {
            return;
        }
        ends.log(Level.WARNING, "The thread " + name + " of the broker was ended from outside; it is started again.");
        guard.run(loop::ended);
        guard.run(this::begin);
        if (closed) {
            close();
        }
    }

    /** Ends the thread soon. */
    @Override
    public void close() {
        closed = true;
        Thread last = thread;
        if (last != null) {
            last.interrupt();
        }
    }

    /** Whether the thread has ended. */
    public boolean hasEnded() {
        Thread last = thread;
        return last == null || !last.isAlive();
    }

    /** Waits until the thread has ended, but no longer than a few seconds. */
    public void awaitEnd() throws InterruptedException {
        Thread last = thread;
        if (last != null) {
            last.join(END_MILLIS);
        }
    }
}
