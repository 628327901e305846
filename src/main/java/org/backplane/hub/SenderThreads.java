package org.backplane.hub;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The threads that feed the clients. Each connection is given one of them and stays with it, so that its frames keep
 * their order without a lock.
 */
final class SenderThreads {

    private final List<ThreadPoolExecutor> threads;
    private final List<Sender> senders;
    private final AtomicInteger turn = new AtomicInteger();

    SenderThreads(ThreadFactory factory, int count) {
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
        this.senders = threads.stream().map(Sender::new).toList();
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

    /** The one for the next connection. */
    Sender next() {
        return senders.get(Math.floorMod(turn.getAndIncrement(), senders.size()));
    }

    /** Lets the threads do what they were given, for at most so long, and ends them. */
    void close(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
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
}
