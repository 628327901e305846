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
 * Maps every exception of a request to a {@link Problem}: refusals of the hub, refusals of JAX-RS, and bugs, whose details are
 * logged and not sent to the client.
 */
@Dependent
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);

    @Override
    public Response toResponse(Throwable failure) {
        return failure instanceof WebApplicationException refused && isRedirection(refused.getResponse())
                ? refused.getResponse()
                : problemOf(failure).toResponse();
    }

    static Problem problemOf(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return problemOf(failure.getCause());
        }
        if (failure instanceof RejectedException refused) {
            return Problem.of(refused.rejection());
        }
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof RejectedExecutionException) {
            return Problem.of(Rejection.unavailable()); // the application is stopping
        }
        if (failure instanceof WebApplicationException refused) {
            return refusedByServer(refused);
        }
        return bug(failure);
    }

    private static Problem refusedByServer(WebApplicationException refused) {
        Response response = refused.getResponse();
        Status status = Optional.ofNullable(Status.fromStatusCode(response.getStatus()))
                .orElse(response.getStatus() < 500 ? Status.BAD_REQUEST : Status.INTERNAL_SERVER_ERROR);
        return status.getFamily() == Status.Family.CLIENT_ERROR
                ? new Problem(status, Rejection.badRequest(detail(status)), allowed(response))
                : bug(refused);
    }

    private static Map<String, String> allowed(Response response) {
        return Optional.ofNullable(response.getHeaderString(HttpHeaders.ALLOW))
                .map(methods -> Map.of(HttpHeaders.ALLOW, methods))
                .orElse(Map.of());
    }

    private static String detail(Status status) {
        return switch (status) {
            case NOT_FOUND -> "there is nothing here";
            case METHOD_NOT_ALLOWED -> "this method does nothing here";
            case NOT_ACCEPTABLE -> "there is JSON only";
            case UNSUPPORTED_MEDIA_TYPE -> "this takes JSON only";
            default -> "the request is not what it should be";
        };
    }

    private static boolean isRedirection(Response response) {
        return response.getStatusInfo().getFamily() == Status.Family.REDIRECTION;
    }

    private static Problem bug(Throwable failure) {
        RARE.log(
                Level.ERROR,
                "A request failed; it is answered by 500. This is a bug in Backplane: please report it.",
                failure);
        return Problem.of(Rejection.internal());
    }
}
