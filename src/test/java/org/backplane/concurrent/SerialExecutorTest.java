package org.backplane.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.backplane.broker.Publishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final SerialExecutor turn = new SerialExecutor(threads);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void tasksOfEachGiverRunInOrderOneAtATime() {
        runInOrderOneAtATime((giver, task) -> turn.execute(task));
    }

    @Test
    void giverNeverRunsATask() {
        Queue<Thread> ran = new ConcurrentLinkedQueue<>();
        turn.execute(() -> ran.add(Thread.currentThread()));
        eventually("it ran", () -> !ran.isEmpty());
        assertThat(ran).doesNotContain(Thread.currentThread());
    }

    @Test
    void giverThatAsksForItRunsItsTaskWhereNoOtherRuns() {
        Queue<Thread> ran = new ConcurrentLinkedQueue<>();
        turn.executeHere(() -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void giverThatAsksForItDoesNotRunItsTaskBesideAnother() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        CompletableFuture<String> first = new CompletableFuture<>();
        turn.execute(() -> ran.add(first.join()));
        turn.executeHere(() -> ran.add("second"));
        assertThat(ran).isEmpty();
        first.complete("first");
        eventually("both ran", () -> ran.size() == 2);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void tasksGivenWhileTheGiverRunsItsOwnRunAfterIt() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        turn.executeHere(() -> {
            turn.execute(() -> ran.add("next"));
            turn.executeHere(() -> ran.add("last"));
            ran.add("first");
        });
        eventually("all ran", () -> ran.size() == 3);
        assertThat(ran).containsExactly("first", "next", "last");
    }

    @Test
    void tasksOfGiversOfBothKindsRunOneAtATimeEachInOrder() {
        runInOrderOneAtATime((giver, task) -> {
            if (giver % 2 == 0) {
                turn.executeHere(task);
            } else {
                turn.execute(task);
            }
        });
    }

    private void runInOrderOneAtATime(BiConsumer<Integer, Runnable> way) {
        List<int[]> ran = new ArrayList<>();
        Publishers.concurrently(4, giver -> {
            IntStream.range(0, 5_000).forEach(i -> way.accept(giver, () -> ran.add(new int[] {giver, i})));
            return giver;
        });
        Queue<Integer> end = new ConcurrentLinkedQueue<>();
        turn.execute(() -> end.add(ran.size()));
        eventually("all tasks ran", () -> !end.isEmpty());
        assertThat(end).containsExactly(20_000);
        for (int giver = 0; giver < 4; giver++) {
            int wanted = giver;
            assertThat(ran.stream().filter(task -> task[0] == wanted).map(task -> task[1]))
                    .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
        }
    }

    @Test
    void taskThatThrowsDoesNotStopTheNext() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        turn.execute(() -> {
            throw new IllegalStateException("seen in the log of this test on purpose");
        });
        turn.execute(() -> ran.add("next"));
        eventually("the next ran", () -> !ran.isEmpty());
        assertThat(ran).containsExactly("next");
    }

    @Test
    void taskWhoseFailureCannotBeLoggedDoesNotStopTheNext() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        turn.execute(() -> {
            throw new Unloggable();
        });
        turn.execute(() -> ran.add("next"));
        eventually("the next ran", () -> !ran.isEmpty());
        assertThat(ran).containsExactly("next");
    }

    /** Whoever asks it anything fails too, as everything does without memory. */
    private static final class Unloggable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("injected");
        }

        @Override
        public void printStackTrace(java.io.PrintWriter to) {
            throw new OutOfMemoryError("injected");
        }

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("injected");
        }
    }

    @Test
    void threadThatCouldNotBeStartedIsStartedForTheNextTask() {
        AtomicBoolean isExhausted = new AtomicBoolean(true);
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        SerialExecutor starved = new SerialExecutor(task -> {
            if (isExhausted.getAndSet(false)) {
                throw new NoClassDefFoundError("injected");
            }
            threads.execute(task);
        });

        assertThatThrownBy(() -> starved.execute(() -> ran.add("first"))).isInstanceOf(NoClassDefFoundError.class);
        starved.execute(() -> ran.add("second"));

        eventually("both ran", () -> ran.size() == 2);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void longQueueLetsOthersHaveTheThread() {
        List<Runnable> given = new ArrayList<>();
        SerialExecutor busy = new SerialExecutor(given::add);
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 1_000).forEach(i -> busy.execute(() -> ran.add(i)));
        assertThat(given).hasSize(1);
        given.remove(0).run();
        assertThat(ran).hasSizeBetween(1, 999);
        while (!given.isEmpty()) {
            given.remove(0).run();
        }
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void taskMayGiveTasks() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        turn.execute(() -> {
            turn.execute(() -> ran.add("inner"));
            ran.add("outer");
        });
        eventually("both ran", () -> ran.size() == 2);
        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void afterTheEndTasksAreDropped() {
        threads.shutdown();
        assertThatCode(() -> turn.execute(() -> {})).doesNotThrowAnyException();
    }
}
