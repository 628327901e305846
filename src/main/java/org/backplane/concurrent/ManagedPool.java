package org.backplane.concurrent;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool of the container's threads that asks for none before the container runs them. What is given to it meanwhile waits,
 * as what finds every thread busy does. A thread that has nothing to do for {@value #IDLE_SECONDS} seconds ends.
 */
public final class ManagedPool extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 10;

    private final ManagedThreads threads;

    /**
     * Starts no thread that stays.
     *
     * @param container the container's own threads
     * @param size most threads
     */
    public ManagedPool(ThreadFactory container, int size) {
        this(new ManagedThreads(container), size);
    }

    private ManagedPool(ManagedThreads threads, int size) {
        super(size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.threads = threads;
        allowCoreThreadTimeOut(true);
        threads.whenRun(this::takeUpWhatWaits);
    }

    private void takeUpWhatWaits() {
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
