package org.backplane.event.cdi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stage of the hub, as application code gets it. Its dependents run on threads for application code, also after {@link
 * CompletableFuture#allOf}. Waiting for it needs none of these threads.
 *
 * <p>So there are two futures. {@code outcome} is completed at once by a thread of the hub or the broker, and serves the
 * methods that wait or query. This future is completed afterwards by a thread for application code, and has the dependents.
 */
final class ApplicationStage<T> extends CompletableFuture<T> {

    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    private ApplicationStage() {}

    /**
     * Returns a stage with the result of {@code source}. If {@code threads} rejects tasks, the dependents run on the thread
     * that completes {@code source}.
     */
    static <T> CompletionStage<T> of(CompletionStage<T> source, Executor threads) {
        ApplicationStage<T> stage = new ApplicationStage<>();
        follow(source, stage.outcome);
        source.whenComplete((value, failure) -> executeOrRun(() -> follow(source, stage), threads));
        follow(stage, stage.outcome);
        return stage;
    }

    private static void executeOrRun(Runnable completion, Executor threads) {
        try {
            threads.execute(completion);
        } catch (RejectedExecutionException closed) {
            completion.run();
        }
    }

    private static <T> void follow(CompletionStage<T> source, CompletableFuture<T> target) {
        source.whenComplete((value, failure) -> {
            if (failure == null) {
                target.complete(value);
            } else {
                target.completeExceptionally(cause(failure));
            }
        });
    }

    /** Returns the failure without the {@link CompletionException} around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public T join() {
        return outcome.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return outcome.get();
    }

    @Override
    public T get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(time, unit);
    }

    @Override
    public T getNow(T otherwise) {
        return outcome.getNow(otherwise);
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public boolean isCompletedExceptionally() {
        return outcome.isCompletedExceptionally();
    }

    @Override
    public boolean isCancelled() {
        return outcome.isCancelled();
    }
}
