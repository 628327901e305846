package org.backplane.broker;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.backplane.message.Message;
import org.backplane.message.StoredMessage;

/** Work that several threads do at the same time. */
public final class Publishers {

    private Publishers() {}

    /** Runs the work once per thread, all starting together, and returns what each returned, in the order of numbers. */
    public static <T> List<T> concurrently(int threads, IntFunction<T> work) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Callable<T>> tasks = IntStream.range(0, threads)
                    .mapToObj(number -> (Callable<T>) () -> {
                        start.await(Eventually.BOUND.toSeconds(), TimeUnit.SECONDS);
                        return work.apply(number);
                    })
                    .toList();
            List<Future<T>> futures = tasks.stream().map(executor::submit).toList();
            return futures.stream().map(Publishers::result).toList();
        } finally {
            executor.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get(2 * Eventually.BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a thread of the test failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The data of a message, as text. */
    public static String dataOf(StoredMessage message) {
        return Message.parse(message.line()).data().value();
    }
}
