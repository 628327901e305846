package org.backplane.bench.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;
import org.backplane.event.Channel;
import org.backplane.event.Publisher;

/** Publishes as fast as it is confirmed, as an application would through CDI. */
@ApplicationScoped
public class PublishDesk {

    /** Where it publishes; nobody needs to listen. */
    public static final String CHANNEL = "load-beans";

    private static final String PAYLOAD = "x".repeat(100);
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;

    @Inject
    @Channel(CHANNEL)
    private Publisher publisher;

    /**
     * Runs so many publishers for a while, each of which publishes again once the last one was confirmed; blocks until all have ended.
     *
     * @return confirmed, refused, nanoseconds, and the latencies at 50, 99, 99.9 % and the longest, in nanoseconds
     */
    public String run(int publishers, Duration time) throws InterruptedException {
        Run run = new Run(publishers, System.nanoTime() + time.toNanos());
        long start = System.nanoTime();
        for (int i = 0; i < publishers; i++) {
            next(run);
        }
        if (!run.ends.await(2 * time.toSeconds() + 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(run.ends.getCount() + " publishers do not end");
        }
        return run.report(System.nanoTime() - start);
    }

    private void next(Run run) {
        long sent = System.nanoTime();
        if (sent >= run.deadline) {
            run.ends.countDown();
            return;
        }
        publisher.publish("m", PAYLOAD).whenComplete((position, failure) -> {
            run.count(System.nanoTime() - sent, failure == null);
            next(run);
        });
    }

    private static final class Run {
        private final AtomicHistogram latencies = new AtomicHistogram(LONGEST_NANOS, DIGITS);
        private final AtomicLong refused = new AtomicLong();
        private final CountDownLatch ends;
        private final long deadline;

        Run(int publishers, long deadline) {
            this.ends = new CountDownLatch(publishers);
            this.deadline = deadline;
        }

        void count(long nanos, boolean isConfirmed) {
            if (isConfirmed) {
                latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
            } else {
                refused.incrementAndGet();
            }
        }

        String report(long nanos) {
            return String.join(
                    " ",
                    Long.toString(latencies.getTotalCount()),
                    Long.toString(refused.get()),
                    Long.toString(nanos),
                    Long.toString(latencies.getValueAtPercentile(50)),
                    Long.toString(latencies.getValueAtPercentile(99)),
                    Long.toString(latencies.getValueAtPercentile(99.9)),
                    Long.toString(latencies.getMaxValue()));
        }
    }
}
