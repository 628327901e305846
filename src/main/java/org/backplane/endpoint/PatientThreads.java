package org.backplane.endpoint;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The container's threads, for an application that is still being enabled.
 *
 * <p>GlassFish 7.0.21, at {@code asadmin enable}, starts an application before it counts as enabled, and a managed thread
 * that begins meanwhile dies before its task does ("IllegalStateException: Module backplane is disabled"). Such a task gets
 * another thread, until one begins it. Thread-safe.
 */
final class PatientThreads implements ThreadFactory {

    private static final System.Logger LOG = System.getLogger(PatientThreads.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ThreadFactory container;

    PatientThreads(ThreadFactory container) {
        this.container = container;
    }

    @Override
    public @Nullable Thread newThread(Runnable task) {
        return new Beginning(task).thread();
    }

    /** A task that has to be begun once. */
    private final class Beginning implements Runnable, Thread.UncaughtExceptionHandler {

        private final Runnable task;
        private final long since = System.nanoTime();
        private volatile boolean begun;

        Beginning(Runnable task) {
            this.task = task;
        }

        /** The container makes none when the application ends. */
        @Nullable
        Thread thread() {
            Thread thread = container.newThread(this);
            if (thread != null) {
                thread.setUncaughtExceptionHandler(this);
            }
            return thread;
        }

        @Override
        public void run() {
            begun = true;
            task.run();
        }

        /** Runs on the thread that died. */
        @Override
        public void uncaughtException(Thread dead, Throwable reason) {
            if (begun || System.nanoTime() - since > PATIENCE.toNanos()) {
                LOG.log(Level.ERROR, "thread " + dead.getName() + " ended", reason);
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            Thread next = thread();
            if (next != null) {
                next.setName(dead.getName());
                next.start();
            }
        }
    }
}
