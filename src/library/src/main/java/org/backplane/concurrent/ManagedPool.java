package org.backplane.concurrent;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread pool on the container's threads that starts no thread before the container runs managed threads. Tasks
 * submitted before that wait in the queue, as do tasks submitted while every thread is busy. A thread that is idle for
 * {@value #IDLE_SECONDS} seconds ends.
 */
public final class ManagedPool extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 10;

    private final ManagedThreads threads;

    /**
     * Creates a pool without permanent threads.
     *
     * @param container creates the container's managed threads
     * @param size the maximum number of threads
     */
    public ManagedPool(ThreadFactory container, int size) {
        this(new ManagedThreads(container), size);
    }

    private ManagedPool(ManagedThreads threads, int size) {
        super(size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.threads = threads;
        allowCoreThreadTimeOut(true);
        threads.whenAvailable(this::startThreadForQueuedTasks);
    }

    private void startThreadForQueuedTasks() {
        if (!getQueue().isEmpty()) {
            prestartCoreThread();
        }
    }

    @Override
    public void shutdown() {
        threads.close();
        super.shutdown();
    }

    @Override
    protected void terminated() {
        threads.close();
        super.terminated();
    }
}
