package org.backplane.broker.redis.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.backplane.broker.redis.server.MasterWatch;
import org.backplane.test.RecordedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that the loops and the maintenance of the broker continue after failures and report when they stop. */
class LoopThreadTest {

    private final RecordedLog log = new RecordedLog("org.backplane.broker.redis");
    private final CopyOnWriteArrayList<Thread> threads = new CopyOnWriteArrayList<>();
    private final ThreadFactory factory = task -> {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    };

    @AfterEach
    void end() {
        log.close();
    }

    /** Counts its calls. */
    private static class CountingLoop implements LoopThread.Loop {
        final AtomicInteger rounds = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void round() throws InterruptedException {
            rounds.incrementAndGet();
            LockSupport.parkNanos(1_000_000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }

        @Override
        public void failed(Throwable failure) {
            failures.incrementAndGet();
        }

        @Override
        public void ended() {
            ends.incrementAndGet();
        }
    }

    @Test
    void failedRoundIsLoggedAndReportedAndTheLoopContinues() {
        CountingLoop loop = new CountingLoop() {
            @Override
            public void round() throws InterruptedException {
                super.round();
                if (rounds.get() <= 2) {
                    throw new StackOverflowError("injected");
                }
            }
        };
        try (LoopThread thread = LoopThread.start(factory, "test", loop)) {
            eventually("the loop continues", () -> loop.rounds.get() > 4);
            thread.watch();
        }

        assertThat(loop.failures).hasValue(2);
        assertThat(log.thrown()).first().isInstanceOf(StackOverflowError.class);
        assertThat(threads).hasSize(1);
    }

    @Test
    void loopContinuesWhenItsFailureHandlerThrows() {
        CountingLoop loop = new CountingLoop() {
            @Override
            public void round() {
                rounds.incrementAndGet();
                throw new OutOfMemoryError("injected");
            }

            @Override
            public void failed(Throwable failure) {
                throw new OutOfMemoryError("injected");
            }
        };
        try (LoopThread thread = LoopThread.start(factory, "test", loop)) {
            eventually("the loop continues", () -> loop.rounds.get() > 2);
            thread.watch();
        }
    }

    @Test
    void interruptedThreadIsLoggedAndReplaced() {
        CountingLoop loop = new CountingLoop();
        try (LoopThread thread = LoopThread.start(factory, "test", loop)) {
            threads.get(0).interrupt();
            eventually("the thread ends", () -> !threads.get(0).isAlive());
            int before = loop.rounds.get();

            eventually("the loop continues", () -> {
                thread.watch();
                return loop.rounds.get() > before;
            });
        }

        assertThat(loop.ends.get()).isPositive();
        assertThat(log.warnings())
                .containsExactly("The thread test of the broker was ended from outside and is started again.");
    }

    @Test
    void threadThatEndsBeforeItsFirstRoundIsReplaced() {
        CountingLoop loop = new CountingLoop();
        AtomicInteger created = new AtomicInteger();
        try (LoopThread thread = LoopThread.start(
                task -> created.getAndIncrement() == 0 ? new Thread(() -> {}) : new Thread(task), "test", loop)) {
            eventually("the loop starts", () -> {
                thread.watch();
                return loop.rounds.get() > 0;
            });
        }
        assertThat(loop.ends.get()).isPositive();
    }

    @Test
    void closedThreadEndsAndIsNotReplaced() throws InterruptedException {
        CountingLoop loop = new CountingLoop();
        LoopThread thread = LoopThread.start(factory, "test", loop);
        thread.close();
        thread.awaitEnd();
        thread.watch();

        assertThat(threads).singleElement().matches(one -> !one.isAlive());
        assertThat(loop.ends).hasValue(1);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void failingMasterWatchReportsAProblemUntilItWorks() {
        AtomicInteger looks = new AtomicInteger();
        AtomicLong failing = new AtomicLong(1);
        MasterWatch watch = new MasterWatch(() -> {
            looks.incrementAndGet();
            if (failing.get() > 0) {
                throw new NoClassDefFoundError("injected");
            }
        });
        try (LoopThread thread = LoopThread.start(factory, "sentinels", watch)) {
            eventually("the problem is reported", () -> watch.problem().contains("injected"));
            assertThat(watch.outage()).isPositive();
            failing.set(0);
            eventually(
                    "the problem is gone",
                    () -> watch.problem().isEmpty() && watch.outage().isZero());
            thread.watch();
        }
    }

    @Test
    void stoppedMaintenanceIsReportedByTheStatus() {
        AtomicLong clock = new AtomicLong();
        MaintenancePulse pulse = new MaintenancePulse(clock::get);
        clock.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(pulse.problem()).isEmpty();

        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(pulse.outage()).isZero();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(pulse.outage()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pulse.problem()).isEqualTo("the maintenance of this node has stopped");
        assertThat(log.warnings()).singleElement().asString().startsWith("The maintenance of the broker has stopped");

        pulse.beat();
        assertThat(Optional.of(pulse.problem())).contains("");
        assertThat(pulse.outage()).isZero();
    }

    @Test
    void pauseOfTheJvmIsNotReportedAsStoppedMaintenance() {
        AtomicLong clock = new AtomicLong();
        MaintenancePulse pulse = new MaintenancePulse(clock::get);
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        pulse.check();
        pulse.beat();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        pulse.check();
        assertThat(log.warnings()).isEmpty();

        clock.addAndGet(Duration.ofSeconds(6).toNanos());
        pulse.check();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        pulse.check();
        pulse.check();
        assertThat(log.warnings()).hasSize(1);
    }
}
