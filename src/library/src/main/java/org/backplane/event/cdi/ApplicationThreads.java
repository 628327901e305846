package org.backplane.event.cdi;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.ManagedPool;
import org.jspecify.annotations.Nullable;

/**
 * The threads for application code, so that it never blocks the threads of the hub and the broker. Thread-safe.
 *
 * <p>They are managed threads, with the class loader and the naming context of the application, but in pools of Backplane: the
 * managed executor of WildFly runs 4 tasks at once and is shared by all applications. Observers and dependents of stages have
 * a pool each, so that an observer can wait for a stage. An idle pool has no threads.
 */
public final class ApplicationThreads implements AutoCloseable {

    /**
     * A compromise between application code that blocks, which needs many threads, and code that computes, which needs one per
     * core.
     */
    private static final int THREADS = 16;

    private static final long CLOSE_TIMEOUT_MILLIS = 1000;

    private final ThreadPoolExecutor observers;
    private final ThreadPoolExecutor dependents;

    public ApplicationThreads(ThreadFactory threads) {
        this.observers = pool("backplane-observer", threads);
        this.dependents = pool("backplane-dependent", threads);
    }

    private static ThreadPoolExecutor pool(String name, ThreadFactory threads) {
        return new ManagedPool(new Named(name, threads), THREADS);
    }

    /** Returns the executor of observers. Its queue is unbounded: callers must bound their tasks. */
    Executor observers() {
        return observers;
    }

    /** Returns the executor of the dependents of stages. Its queue is as long as the number of operations in flight. */
    public Executor dependents() {
        return dependents;
    }

    /** Waits up to one second in total for running tasks, then interrupts them. */
    @Override
    public void close() {
        List<ThreadPoolExecutor> pools = List.of(observers, dependents);
        pools.forEach(ThreadPoolExecutor::shutdown);
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_TIMEOUT_MILLIS);
            for (ThreadPoolExecutor pool : pools) {
                pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        pools.forEach(ThreadPoolExecutor::shutdownNow);
    }

    private record Named(String name, ThreadFactory threads) implements ThreadFactory {

        @Override
        public @Nullable Thread newThread(Runnable task) {
            @Nullable Thread thread = threads.newThread(task);
            if (thread != null) {
                thread.setName(name);
            }
            return thread;
        }
    }
}
