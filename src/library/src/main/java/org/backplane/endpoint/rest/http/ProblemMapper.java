package org.backplane.endpoint.rest.http;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Rejection;

/**
 * Maps every exception of a request to a {@link Problem}: rejections by the hub, rejections by JAX-RS, and bugs, whose details are
 * logged and not sent to the client.
 */
@Dependent
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

    @Override
    public Response toResponse(Throwable failure) {
        return failure instanceof WebApplicationException rejected && isRedirection(rejected.getResponse())
                ? rejected.getResponse()
                : problemOf(failure).toResponse();
    }

    static Problem problemOf(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return problemOf(failure.getCause());
        }
        if (failure instanceof RejectedException rejected) {
            return Problem.of(rejected.rejection());
        }
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof RejectedExecutionException) {
            return Problem.of(Rejection.unavailable()); // the application is stopping
        }
        if (failure instanceof WebApplicationException rejected) {
            return rejectedByServer(rejected);
        }
        return bug(failure);
    }

    private static Problem rejectedByServer(WebApplicationException rejected) {
        Response response = rejected.getResponse();
        Status status = Optional.ofNullable(Status.fromStatusCode(response.getStatus()))
                .orElse(response.getStatus() < 500 ? Status.BAD_REQUEST : Status.INTERNAL_SERVER_ERROR);
        return status.getFamily() == Status.Family.CLIENT_ERROR
                ? new Problem(status, Rejection.badRequest(detail(status)), allowed(response))
                : bug(rejected);
    }

    private static Map<String, String> allowed(Response response) {
        return Optional.ofNullable(response.getHeaderString(HttpHeaders.ALLOW))
                .map(methods -> Map.of(HttpHeaders.ALLOW, methods))
                .orElse(Map.of());
    }

    private static String detail(Status status) {
        return switch (status) {
            case NOT_FOUND -> "there is no resource with this path";
            case METHOD_NOT_ALLOWED -> "this resource does not support this method";
            case NOT_ACCEPTABLE -> "this resource is available as JSON only";
            case UNSUPPORTED_MEDIA_TYPE -> "the body must be application/json";
            default -> "the request is invalid";
        };
    }

    private static boolean isRedirection(Response response) {
        return response.getStatusInfo().getFamily() == Status.Family.REDIRECTION;
    }

    private static Problem bug(Throwable failure) {
        LIMITED_LOG.log(
                Level.ERROR,
                "A request failed; it is answered by 500. This is a bug in Backplane: please report it.",
                failure);
        return Problem.of(Rejection.internal());
    }
}
