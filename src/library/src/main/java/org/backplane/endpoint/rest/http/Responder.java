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
 * Turns the result or the failure of an operation into a response.
 *
 * <p>The hub completes its stages on threads of the broker. JAX-RS writes a response on the thread that completes it, and a
 * client that does not read blocks that thread; Payara 6 even processes the next request of the connection on it. So responses
 * are completed on the threads of {@link ResponseThreads}.
 */
@Dependent
public class Responder {

    private final ResponseExecutor reads;
    private final ResponseExecutor writes;

    /** @param threads write the responses */
    @Inject
    public Responder(ResponseThreads threads) {
        this(threads.reads(), threads.writes());
    }

    public Responder(ResponseExecutor reads, ResponseExecutor writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /**
     * Starts a read on the calling thread. The returned stage never completes exceptionally.
     *
     * @param operation may throw the exceptions with which its stage may fail; an {@code IllegalArgumentException} becomes 400
     */
    public CompletionStage<Response> read(Supplier<CompletionStage<Response>> operation) {
        return respond(reads, operation);
    }

    /** Starts a write on the calling thread; otherwise like {@link #read}. */
    public CompletionStage<Response> write(Supplier<CompletionStage<Response>> operation) {
        return respond(writes, operation);
    }

    private static CompletionStage<Response> respond(
            ResponseExecutor executor, Supplier<CompletionStage<Response>> operation) {
        if (!executor.hasRoom()) {
            return completed(Problem.busy());
        }
        try {
            return operation.get().handleAsync(Responder::toResponse, executor);
        } catch (IllegalArgumentException invalid) {
            return completed(Problem.of(Rejection.badRequest(String.valueOf(invalid.getMessage()))));
        } catch (RuntimeException failure) {
            return completed(ProblemMapper.problemOf(failure));
        }
    }

    private static CompletionStage<Response> completed(Problem problem) {
        return CompletableFuture.completedFuture(problem.toResponse());
    }

    private static Response toResponse(Response response, @Nullable Throwable failure) {
        return failure == null ? response : ProblemMapper.problemOf(failure).toResponse();
    }
}
