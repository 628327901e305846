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
    private final SerialExecutor executor = new SerialExecutor(threads);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void tasksOfEachCallerRunInOrderOneAtATime() {
        runInOrderOneAtATime((caller, task) -> executor.execute(task));
    }

    @Test
    void executeNeverRunsTheTaskInTheCaller() {
        Queue<Thread> ran = new ConcurrentLinkedQueue<>();
        executor.execute(() -> ran.add(Thread.currentThread()));
        eventually("it ran", () -> !ran.isEmpty());
        assertThat(ran).doesNotContain(Thread.currentThread());
    }

    @Test
    void executeHereRunsTheTaskInTheCallerIfNoOtherRuns() {
        Queue<Thread> ran = new ConcurrentLinkedQueue<>();
        executor.executeHere(() -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    @Test
    void executeHereQueuesTheTaskWhileAnotherRuns() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        CompletableFuture<String> first = new CompletableFuture<>();
        executor.execute(() -> ran.add(first.join()));
        executor.executeHere(() -> ran.add("second"));
        assertThat(ran).isEmpty();
        first.complete("first");
        eventually("both ran", () -> ran.size() == 2);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void tasksSubmittedByATaskInTheCallerRunAfterIt() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        executor.executeHere(() -> {
            executor.execute(() -> ran.add("next"));
            executor.executeHere(() -> ran.add("last"));
            ran.add("first");
        });
        eventually("all ran", () -> ran.size() == 3);
        assertThat(ran).containsExactly("first", "next", "last");
    }

    @Test
    void tasksOfBothMethodsRunOneAtATimeInOrder() {
        runInOrderOneAtATime((caller, task) -> {
            if (caller % 2 == 0) {
                executor.executeHere(task);
            } else {
                executor.execute(task);
            }
        });
    }

    private void runInOrderOneAtATime(BiConsumer<Integer, Runnable> way) {
        List<int[]> ran = new ArrayList<>();
        Publishers.concurrently(4, caller -> {
            IntStream.range(0, 5_000).forEach(i -> way.accept(caller, () -> ran.add(new int[] {caller, i})));
            return caller;
        });
        Queue<Integer> end = new ConcurrentLinkedQueue<>();
        executor.execute(() -> end.add(ran.size()));
        eventually("all tasks ran", () -> !end.isEmpty());
        assertThat(end).containsExactly(20_000);
        for (int caller = 0; caller < 4; caller++) {
            int wanted = caller;
            assertThat(ran.stream().filter(task -> task[0] == wanted).map(task -> task[1]))
                    .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
        }
    }

    @Test
    void taskThatThrowsDoesNotStopTheNext() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        executor.execute(() -> {
            throw new IllegalStateException("seen in the log of this test on purpose");
        });
        executor.execute(() -> ran.add("next"));
        eventually("the next ran", () -> !ran.isEmpty());
        assertThat(ran).containsExactly("next");
    }

    @Test
    void taskWhoseFailureCannotBeLoggedDoesNotStopTheNext() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        executor.execute(() -> {
            throw new Unloggable();
        });
        executor.execute(() -> ran.add("next"));
        eventually("the next ran", () -> !ran.isEmpty());
        assertThat(ran).containsExactly("next");
    }

    /** An error that cannot be logged, because every access to it fails as it would without memory. */
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
    void taskWithoutAThreadRunsWithTheNextTask() {
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
    void longQueueReturnsTheThreadToTheUnderlyingExecutor() {
        List<Runnable> submitted = new ArrayList<>();
        SerialExecutor busy = new SerialExecutor(submitted::add);
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 1_000).forEach(i -> busy.execute(() -> ran.add(i)));
        assertThat(submitted).hasSize(1);
        submitted.remove(0).run();
        assertThat(ran).hasSizeBetween(1, 999);
        while (!submitted.isEmpty()) {
            submitted.remove(0).run();
        }
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void taskMaySubmitTasks() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        executor.execute(() -> {
            executor.execute(() -> ran.add("inner"));
            ran.add("outer");
        });
        eventually("both ran", () -> ran.size() == 2);
        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void tasksAreDroppedAfterShutdown() {
        threads.shutdown();
        assertThatCode(() -> executor.execute(() -> {})).doesNotThrowAnyException();
    }
}
