package org.backplane.concurrent;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Creates threads of the container once the container runs them; {@link #newThread} returns null until then, and a pool
 * keeps its tasks in the queue.
 *
 * <p>GlassFish 7.0.21, at {@code asadmin enable}, starts an application before it counts as enabled, and a managed
 * thread that is started in between ends without having run its task ("Module backplane is disabled" in the log). A
 * pool that was given such a thread would count on it for ever. Therefore an empty task is tried first, repeatedly,
 * until the container runs it. Open Liberty 26.0.0.3 starts threads only after the application has started.
 *
 * <p>Thread-safe; no method blocks.
 */
final class ManagedThreads implements ThreadFactory, AutoCloseable {

    private static final long RETRY_MILLIS = 100;

    private final ThreadFactory container;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(ManagedThreads::retryThread);
    private volatile boolean available;

    ManagedThreads(ThreadFactory container) {
        this.container = container;
    }

    /**
     * Creates a daemon thread outside the container, because retries must run while the container's threads do not. It
     * runs no code of the application.
     */
    private static Thread retryThread(Runnable task) {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(ManagedThreads.class.getClassLoader());
        return thread;
    }

    /** Starts to try out the container's threads, and runs the task once on the first of them that runs. */
    void whenAvailable(Runnable task) {
        Trial trial = new Trial(task);
        ScheduledFuture<?> unused =
                retries.scheduleWithFixedDelay(trial::repeat, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        trial.begin();
    }

    @Override
    public @Nullable Thread newThread(Runnable task) {
        return available ? container.newThread(task) : null;
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }

    private final class Trial {

        private final Runnable task;
        private volatile @Nullable Thread thread;

        Trial(Runnable task) {
            this.task = task;
        }

        /** Starts a thread that reports success; the container may return null while it shuts down. */
        void begin() {
            Thread started = container.newThread(this::succeed);
            thread = started;
            if (started != null) {
                started.start();
            }
        }

        void repeat() {
            Thread before = thread;
            if (!available && (before == null || !before.isAlive())) {
                begin();
            }
        }

        private void succeed() {
            available = true;
            retries.shutdownNow();
            task.run();
        }
    }
}
