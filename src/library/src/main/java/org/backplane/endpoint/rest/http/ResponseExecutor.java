package org.backplane.endpoint.rest.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import org.backplane.concurrent.ManagedPool;
import org.backplane.endpoint.container.ContextLoader;

/**
 * Threads that write responses; none when idle. Thread-safe.
 *
 * <p>Tasks are never rejected while the executor is open. {@link #hasRoom} is asked before an operation starts, because
 * afterwards there would be no thread left to report that the executor is full.
 */
public final class ResponseExecutor implements Executor, AutoCloseable {

    private final ThreadPoolExecutor pool;
    private final int maxWaiting;

    /**
     * Starts nothing yet.
     *
     * @param size the maximum number of threads
     * @param maxWaiting how many responses wait for a thread before {@link #hasRoom} is false
     */
    public ResponseExecutor(ThreadFactory threads, int size, int maxWaiting) {
        this.pool = new ManagedPool(threads, size);
        this.maxWaiting = maxWaiting;
    }

    /** Whether another operation may be started whose response this executor will write. */
    boolean hasRoom() {
        return pool.getQueue().size() < maxWaiting;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(ContextLoader.forResponse(task));
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
