package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.backplane.hub.Refusal;

/**
 * Turns the outcome of an operation, whatever it is, into a response.
 *
 * <p>The hub completes its stages on threads of the broker. JAX-RS writes a response on the thread that completes it, and
 * a client that does not read blocks that thread; so responses are completed on threads of this door's own.
 */
@Dependent
public class Responder {

    private final Executor threads;

    /** @param threads where responses are written */
    @Inject
    public Responder(ResponseThreads threads) {
        this((Executor) threads);
    }

    Responder(Executor threads) {
        this.threads = threads;
    }

    /**
     * Starts an operation on this thread and returns the response to come; it never fails.
     *
     * @param operation may throw what the stage may fail with; an {@code IllegalArgumentException} that it throws is the
     *     client's fault
     */
    CompletionStage<Response> respond(Supplier<CompletionStage<Response>> operation) {
        try {
            return operation.get().handleAsync(Responder::settled, threads).exceptionally(Responder::failed);
        } catch (IllegalArgumentException bad) {
            return done(Problem.of(Refusal.badRequest(String.valueOf(bad.getMessage()))));
        } catch (RuntimeException failure) {
            return done(ProblemMapper.problemOf(failure));
        }
    }

    private static CompletionStage<Response> done(Problem problem) {
        return CompletableFuture.completedFuture(problem.toResponse());
    }

    private static Response settled(Response response, Throwable failure) {
        return failure == null ? response : failed(failure);
    }

    private static Response failed(Throwable failure) {
        return ProblemMapper.problemOf(failure).toResponse();
    }
}
