package org.backplane.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientThreadsTest {

    private static final int DEAD = 3;
    private static final long BOUND = 30;

    private final AtomicInteger made = new AtomicInteger();

    /** As GlassFish does while it enables an application. */
    private final ThreadFactory container = task -> {
        boolean dies = made.getAndIncrement() < DEAD;
        return new Thread(() -> {
            if (dies) {
                throw new IllegalStateException("Module backplane is disabled");
            }
            task.run();
        });
    };

    @Test
    void taskBeginsOnceWhenThreadsDieBeforeIt() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(1);

        start(() -> {
            runs.incrementAndGet();
            ran.countDown();
        });

        assertThat(ran.await(BOUND, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(1);
        assertThat(made).hasValue(DEAD + 1);
    }

    @Test
    void poolWhoseThreadsDieWorksLater() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1, new PatientThreads(container));
        try {
            pool.execute(ran::countDown);
            pool.execute(ran::countDown);
            assertThat(ran.await(BOUND, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void taskThatFailsIsNotBegunAgain() throws InterruptedException {
        made.set(DEAD);
        CountDownLatch ran = new CountDownLatch(1);
        Thread thread = start(() -> {
            ran.countDown();
            throw new IllegalStateException("a failure that this test makes");
        });
        thread.join(TimeUnit.SECONDS.toMillis(BOUND));

        assertThat(ran.getCount()).isZero();
        assertThat(made).hasValue(DEAD + 1);
    }

    private Thread start(Runnable task) {
        Thread thread = Objects.requireNonNull(new PatientThreads(container).newThread(task));
        thread.start();
        return thread;
    }
}
