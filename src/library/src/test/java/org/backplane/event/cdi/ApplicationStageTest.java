package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test thread completes stages like a thread of the broker; tasks for the application run when the test runs them. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApplicationStageTest {

    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private final CompletionStage<String> stage = ApplicationStage.of(source, handedOver::add);
    private final AtomicReference<String> seen = new AtomicReference<>("nothing");

    @Test
    void dependentDoesNotRunOnTheCompletingThread() {
        stage.thenAccept(seen::set);
        source.complete("x");
        assertThat(seen).hasValue("nothing");

        runHandedOver();

        assertThat(seen).hasValue("x");
    }

    @Test
    void dependentOfStageAndAnotherDoesNotRunOnTheCompletingThread() {
        CompletionStage<Void> both =
                CompletableFuture.allOf(stage.toCompletableFuture(), CompletableFuture.completedFuture("y"));
        both.thenRun(() -> seen.set("both"));
        source.complete("x");
        assertThat(seen).hasValue("nothing");

        runHandedOver();

        assertThat(seen).hasValue("both");
    }

    @Test
    void waitingNeedsNoThreadOfTheApplication() throws Exception {
        source.complete("x");

        assertThat(stage.toCompletableFuture().isDone()).isTrue();
        assertThat(stage.toCompletableFuture().join()).isEqualTo("x");
        assertThat(stage.toCompletableFuture().get()).isEqualTo("x");
        assertThat(stage.toCompletableFuture().get(1, TimeUnit.SECONDS)).isEqualTo("x");
        assertThat(stage.toCompletableFuture().getNow("y")).isEqualTo("x");
    }

    @Test
    void failureIsTheOneOfTheHub() {
        RejectedException refused = new RejectedException(Rejection.unavailable());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        stage.whenComplete((value, thrown) -> failure.set(thrown));
        source.completeExceptionally(new CompletionException(refused));
        runHandedOver();

        assertThat(failure).hasValue(refused);
        assertThat(stage.toCompletableFuture().isCompletedExceptionally()).isTrue();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> stage.toCompletableFuture().get())
                .withCause(refused);
    }

    @Test
    void timeoutOfTheApplicationEndsWaiting() {
        CompletableFuture<String> impatient = stage.toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(impatient::join)
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void cancellingEndsWaiting() {
        stage.toCompletableFuture().cancel(true);

        assertThat(stage.toCompletableFuture().isCancelled()).isTrue();
    }

    @Test
    void dependentRunsEvenIfTheThreadsAreClosed() {
        CompletionStage<String> late = ApplicationStage.of(source, task -> {
            throw new RejectedExecutionException();
        });
        late.thenAccept(seen::set);
        source.complete("x");

        assertThat(seen).hasValue("x");
    }

    private void runHandedOver() {
        for (Runnable task = handedOver.poll(); task != null; task = handedOver.poll()) {
            task.run();
        }
    }
}
