package org.backplane.broker.redis.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.backplane.test.RecordedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that scheduled and periodic tasks of the broker survive whatever they throw. */
class MaintenanceTest {

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
    private final Maintenance maintenance = new Maintenance(workers);
    private final RecordedLog log = new RecordedLog("org.backplane.broker");

    @AfterEach
    void end() {
        workers.shutdownNow();
        log.close();
    }

    @Test
    void periodicTaskThatThrowsIsLoggedAndRepeated() {
        AtomicInteger times = new AtomicInteger();

        maintenance.every(1, () -> {
            if (times.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("injected");
            }
        });

        eventually("the task is repeated", () -> times.get() > 2);
        assertThat(log.thrown())
                .hasOnlyElementsOfType(NoClassDefFoundError.class)
                .isNotEmpty();
    }

    @Test
    void periodicTaskContinuesIfItsFailureCannotBeLogged() {
        AtomicInteger times = new AtomicInteger();
        Logger broken = Logger.getLogger("org.backplane.broker");
        broken.setFilter(entry -> true);
        java.util.logging.Handler thrower = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord entry) {
                throw new OutOfMemoryError("injected");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        broken.addHandler(thrower);
        try {
            maintenance.every(1, () -> {
                times.incrementAndGet();
                throw new OutOfMemoryError("injected");
            });

            eventually("the task is repeated", () -> times.get() > 2);
        } finally {
            broken.removeHandler(thrower);
            broken.setFilter(null);
        }
    }

    @Test
    void failureOfAOneTimeTaskIsLogged() {
        maintenance.after(1, () -> {
            throw new IllegalStateException("injected");
        });

        eventually("the failure is logged", () -> !log.thrown().isEmpty());
        assertThat(log.warnings()).singleElement().asString().contains("This is a bug in Backplane");
    }
}
