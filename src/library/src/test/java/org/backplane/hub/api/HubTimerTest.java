package org.backplane.hub.api;

import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions and errors of tasks do not end the timer. */
class HubTimerTest {

    private final HubTimer timer = new HubTimer(Thread::new);
    private final AtomicInteger times = new AtomicInteger();

    @AfterEach
    void end() {
        timer.close();
    }

    @Test
    void repeatedTaskThatThrowsAnErrorIsRepeated() {
        timer.every(Duration.ofMillis(1), () -> {
            times.incrementAndGet();
            throw new NoClassDefFoundError("injected");
        });

        eventually("it is repeated", () -> times.get() > 3);
    }

    @Test
    void taskThatThrowsAnErrorDoesNotAffectOthers() {
        timer.execute(() -> {
            throw new StackOverflowError("injected");
        });
        timer.after(Duration.ofMillis(1), times::incrementAndGet);

        eventually("the next one ran", () -> times.get() == 1);
    }
}
