package org.backplane.endpoint.rest.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.backplane.hub.command.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Turns the outcome of an operation, whatever it is, into a response.
 *
 * <p>The hub completes its stages on threads of the broker. JAX-RS writes a response on the thread that completes it, and
 * a client that does not read blocks that thread; on Payara 6 it then even goes on with the next request of the
 * connection. So responses are completed on threads of this door's own.
 */
@Dependent
public class Responder {

    private final ResponseExecutor reads;
    private final ResponseExecutor writes;

    /** @param threads where responses are written */
    @Inject
    public Responder(ResponseThreads threads) {
        this(threads.reads(), threads.writes());
    }

    public Responder(ResponseExecutor reads, ResponseExecutor writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /**
     * Starts to read on this thread and returns the response to come, which never fails.
     *
     * @param operation may throw what its stage may fail with; an {@code IllegalArgumentException} that it throws is the
     *     client's fault
     */
    public CompletionStage<Response> read(Supplier<CompletionStage<Response>> operation) {
        return respond(reads, operation);
    }

    /** Starts to write on this thread; otherwise as {@link #read}. */
    public CompletionStage<Response> write(Supplier<CompletionStage<Response>> operation) {
        return respond(writes, operation);
    }

    private static CompletionStage<Response> respond(
            ResponseExecutor lane, Supplier<CompletionStage<Response>> operation) {
        if (!lane.hasRoom()) {
            return done(Problem.busy());
        }
        try {
            return operation.get().handleAsync(Responder::settled, lane);
        } catch (IllegalArgumentException bad) {
            return done(Problem.of(Rejection.badRequest(String.valueOf(bad.getMessage()))));
        } catch (RuntimeException failure) {
            return done(ProblemMapper.problemOf(failure));
        }
    }

    private static CompletionStage<Response> done(Problem problem) {
        return CompletableFuture.completedFuture(problem.toResponse());
    }

    private static Response settled(Response response, @Nullable Throwable failure) {
        return failure == null ? response : ProblemMapper.problemOf(failure).toResponse();
    }
}
