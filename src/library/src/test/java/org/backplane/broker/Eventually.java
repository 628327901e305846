package org.backplane.broker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waits with a limit. */
public final class Eventually {

    /** The limit; only a failing test waits that long. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(2);

    private Eventually() {}

    /** Waits for a condition; a failure contains the description. */
    public static void eventually(String description, Callable<Boolean> condition) {
        eventually(description, BOUND, condition);
    }

    /** Waits with another limit, for a condition that depends on other processes. */
    public static void eventually(String description, Duration bound, Callable<Boolean> condition) {
        await(description)
                .atMost(bound)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(condition);
    }

    /** Waits for a condition; a failure contains the description and the actual state at that time. */
    public static void eventually(String description, Callable<Boolean> condition, Supplier<String> instead) {
        try {
            eventually(description, condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + ": " + instead.get(), e);
        }
    }

    /**
     * Waits for an answer.
     *
     * @throws BrokerUnavailableException as the stage failed with it
     * @throws AssertionError if the stage failed otherwise, or did not complete
     */
    public static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokerUnavailableException unavailable) {
                throw unavailable;
            }
            throw new AssertionError("the stage failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + BOUND, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
