package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.event.LogCapture;
import org.backplane.message.ChannelName;
import org.junit.jupiter.api.Test;

/** Queued tasks run when the test runs them. */
class ObserverQueueTest {

    private final AtomicLong now = new AtomicLong();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final ObserverQueue queue = new ObserverQueue(new ChannelName("orders"), threads::add, 100, now::get);

    @Test
    void tasksRunInOrder() {
        offer("a", "b");
        runObservers();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void callerRunsNoTasks() {
        offer("a");

        assertThat(done).isEmpty();
    }

    @Test
    void eventsBeyondTheBoundAreDroppedAndLogged() {
        try (LogCapture log = LogCapture.of(ObserverQueue.class)) {
            offer("a", "b", "too much");
            runObservers();

            assertThat(done).containsExactly("a", "b");
            assertThat(log.warnings())
                    .containsExactly(
                            "Observers of the channel \"orders\" are too slow: 1 events were not delivered to them. Make them faster, or raise connection/queue-bytes.");
        }
    }

    @Test
    void finishedTasksFreeTheirBytes() {
        offer("a", "b");
        runObservers();
        offer("c");
        runObservers();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void dropsAreLoggedOnceInTenSeconds() {
        try (LogCapture log = LogCapture.of(ObserverQueue.class)) {
            offer("a", "b", "dropped", "dropped", "dropped");
            assertThat(log.warnings()).hasSize(1);

            now.addAndGet(Duration.ofSeconds(10).toNanos());
            offer("dropped");

            assertThat(log.warnings()).hasSize(2);
            assertThat(log.warnings().get(1)).contains(" 3 events");
        }
    }

    @Test
    void emptyQueueLogsTheRemainingDrops() {
        try (LogCapture log = LogCapture.of(ObserverQueue.class)) {
            offer("a", "b", "dropped", "dropped");
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            runObservers();

            assertThat(log.warnings()).hasSize(2);
        }
    }

    @Test
    void closedQueueRunsNothing() {
        offer("a");
        queue.close();
        runObservers();

        assertThat(done).isEmpty();
    }

    private void offer(String... names) {
        for (String name : names) {
            queue.offer(50, () -> done.add(name));
        }
    }

    private void runObservers() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }
}
