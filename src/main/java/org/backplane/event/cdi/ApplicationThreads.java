package org.backplane.event.cdi;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.backplane.concurrent.ManagedPool;
import org.jspecify.annotations.Nullable;

/**
 * The threads that application code runs on: the hub's and the broker's are not to wait for it.
 *
 * <p>They are the server's, with the application's class loader and naming context, but in pools of our own: the server's
 * executor runs 4 tasks at once on WildFly and is shared with all applications. Observers and what depends on stages have
 * a pool each, so that an observer can wait for a stage. A pool of which nothing is asked keeps no thread.
 *
 * <p>Thread-safe.
 */
public final class ApplicationThreads implements AutoCloseable {

    /** Application code that waits occupies a thread, that which computes a processor: between the two. */
    private static final int THREADS = 16;

    private static final long PARTING_MILLIS = 1000;

    private final ThreadPoolExecutor observers;
    private final ThreadPoolExecutor dependents;

    public ApplicationThreads(ThreadFactory threads) {
        this.observers = pool("backplane-observer", threads);
        this.dependents = pool("backplane-dependent", threads);
    }

    private static ThreadPoolExecutor pool(String name, ThreadFactory threads) {
        return new ManagedPool(new Named(name, threads), THREADS);
    }

    /** Where observers run. The caller bounds how much he asks for. */
    Executor observers() {
        return observers;
    }

    /** Where that which depends on stages runs. What waits is as much as the application has in flight. */
    public Executor dependents() {
        return dependents;
    }

    /** Lets what runs end, within a second; interrupts it then. */
    @Override
    public void close() {
        List<ThreadPoolExecutor> pools = List.of(observers, dependents);
        pools.forEach(ThreadPoolExecutor::shutdown);
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PARTING_MILLIS);
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
