package org.backplane.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedPoolTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Container container = new Container();
    private final ManagedPool pool = new ManagedPool(container, 2);
    private final CountDownLatch ran = new CountDownLatch(2);

    /**
     * Creates threads as GlassFish does: while the application is being enabled, they end without running their task.
     */
    private static final class Container implements ThreadFactory {

        private final AtomicInteger dead = new AtomicInteger();
        private volatile boolean enabled;

        @Override
        public Thread newThread(Runnable task) {
            return Executors.defaultThreadFactory().newThread(() -> {
                if (enabled) {
                    task.run();
                } else {
                    dead.incrementAndGet();
                }
            });
        }
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    @Test
    void tasksSubmittedBeforeTheContainerRunsThreadsRunLater() throws InterruptedException {
        pool.execute(ran::countDown);
        await().atMost(BOUND).until(() -> container.dead.get() > 1);
        pool.execute(ran::countDown);
        assertThat(ran.getCount()).isEqualTo(2);

        container.enabled = true;

        assertThat(ran.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksRunAtOnceWhenTheContainerRunsThreads() throws InterruptedException {
        container.enabled = true;
        await().atMost(BOUND).until(() -> pool.getPoolSize() == 0);

        pool.execute(ran::countDown);
        pool.execute(ran::countDown);

        assertThat(ran.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closedPoolStopsTrying() {
        pool.execute(ran::countDown);
        pool.shutdown();
        assertThat(pool.shutdownNow()).hasSize(1);
        assertThat(pool.isTerminated()).isTrue();
        int dead = container.dead.get();
        container.enabled = true;
        await().during(Duration.ofMillis(500)).atMost(BOUND).until(() -> container.dead.get() - dead <= 1);
        assertThat(ran.getCount()).isEqualTo(2);
    }
}
