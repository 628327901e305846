package org.backplane.concurrent;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The container's threads, and none before the container runs them: a pool that is given none lets its tasks wait.
 *
 * <p>GlassFish 7.0.21, at {@code asadmin enable}, starts an application before it counts as enabled, and a managed thread
 * that begins meanwhile ends without having run its task ("Module backplane is disabled" in the log). A pool that was given
 * such a thread would count on it for ever. So an empty task is tried first, again and again until it runs. Open Liberty
 * 26.0.0.3 starts threads when the application has started, and then only.
 *
 * <p>Thread-safe; nobody is blocked.
 */
final class ManagedThreads implements ThreadFactory, AutoCloseable {

    private static final long RETRY_MILLIS = 100;

    private final ThreadFactory container;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(ManagedThreads::threadOfRetries);
    private volatile boolean run;

    ManagedThreads(ThreadFactory container) {
        this.container = container;
    }

    /** Not one of the container's: it has to go on while those do not. It runs no code of the application. */
    private static Thread threadOfRetries(Runnable task) {
        Thread thread = Executors.defaultThreadFactory().newThread(task);
        thread.setDaemon(true);
        thread.setContextClassLoader(ManagedThreads.class.getClassLoader());
        return thread;
    }

    /** Tries from now on, and runs a task once, on a thread of the container, when that is possible. */
    void whenRun(Runnable task) {
        Trial trial = new Trial(task);
        ScheduledFuture<?> unused =
                retries.scheduleWithFixedDelay(trial::repeat, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        trial.begin();
    }

    @Override
    public @Nullable Thread newThread(Runnable task) {
        return run ? container.newThread(task) : null;
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

        /** A container that shuts down may give no thread. */
        void begin() {
            Thread begun = container.newThread(this::succeed);
            thread = begun;
            if (begun != null) {
                begun.start();
            }
        }

        void repeat() {
            Thread before = thread;
            if (!run && (before == null || !before.isAlive())) {
                begin();
            }
        }

        private void succeed() {
            run = true;
            retries.shutdownNow();
            task.run();
        }
    }
}
