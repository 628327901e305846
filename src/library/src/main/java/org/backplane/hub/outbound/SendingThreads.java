package org.backplane.hub.outbound;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.backplane.hub.api.Transport;

/**
 * The threads that send to the clients. Each connection is assigned to one of them for all its life, so that its frames keep
 * their order without a lock. A link with its own {@linkplain Transport#writingThread writing thread} is sent to from that
 * thread. Thread-safe.
 */
public final class SendingThreads {

    private static final System.Logger LOG = System.getLogger(SendingThreads.class.getName());

    private final List<ThreadPoolExecutor> threads;
    private final List<SendingThread> senders;
    private final Map<Executor, SendingThread> byWritingThread = new ConcurrentHashMap<>();
    private final AtomicInteger assigned = new AtomicInteger();

    public SendingThreads(ThreadFactory factory, int count) {
        ThreadFactory plain = withPlatformClassLoader(factory);
        this.threads = IntStream.range(0, count)
                .mapToObj(i -> new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        plain,
                        new ThreadPoolExecutor.DiscardPolicy()))
                .toList();
        this.senders = threads.stream().map(SendingThread::new).toList();
    }

    /**
     * Tyrus (Payara 6.2025.10) re-arms its idle timeout on every send through a managed scheduler, whose context capture
     * runs a ServiceLoader scan over the sending thread's context class loader: 88 µs a send with that of the
     * application, 37 µs with that of the platform, which finds nothing.
     */
    private static ThreadFactory withPlatformClassLoader(ThreadFactory factory) {
        return task -> factory.newThread(() -> {
            Thread.currentThread().setName("backplane-sender");
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
            task.run();
        });
    }

    /** Returns the thread that sends to this connection for all its life. */
    public SendingThread threadOf(Transport transport) {
        SendingThread own = senders.get(Math.floorMod(assigned.getAndIncrement(), senders.size()));
        return transport
                .writingThread()
                .map(thread -> byWritingThread.computeIfAbsent(
                        thread, t -> new SendingThread(task -> execute(t, task), own.thread())))
                .orElse(own);
    }

    /** Returns whether the task will run; it does not if the server stops. */
    private static boolean execute(Executor writingThread, Runnable task) {
        try {
            writingThread.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            LOG.log(Level.DEBUG, "the server stops", ended);
            return false;
        }
    }

    /** Runs the submitted tasks, blocking at most this time, then ends the threads. */
    public void close(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        awaitWritingThreads(millis);
        for (ThreadPoolExecutor thread : threads) {
            thread.shutdown();
        }
        try {
            for (ThreadPoolExecutor thread : threads) {
                if (!thread.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    thread.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the writing threads of links first: their last tasks may submit the closing of a link to a thread of the hub. */
    private void awaitWritingThreads(long millis) {
        CountDownLatch busy = new CountDownLatch(byWritingThread.size());
        for (Executor link : byWritingThread.keySet()) {
            if (!execute(link, busy::countDown)) {
                busy.countDown();
            }
        }
        try {
            if (!busy.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "{0} threads of the server are busy", busy.getCount());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
