package org.backplane.endpoint.rest.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.backplane.hub.api.AnswerFields;
import org.backplane.hub.command.ErrorCode;
import org.backplane.hub.command.Rejection;
import org.backplane.message.JsonWriter;

/**
 * Why a request failed, as a problem of RFC 9457: {@code type}, {@code title}, {@code status}, {@code detail}, and the fields
 * of {@code error} in the wire protocol: {@code code}, {@code retry}, {@code retryAfter} (ms), {@code current}.
 *
 * @param status the HTTP status
 * @param rejection the reason, as in the wire protocol
 * @param headers additional response headers
 */
public record Problem(Status status, Rejection rejection, Map<String, String> headers) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final long MILLIS_PER_SECOND = 1000;

    /**
     * The {@code Retry-After} of an unavailable broker: the node needs at most about this long to notice that it is available
     * again.
     */
    private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(2);

    public Problem {
        headers = Map.copyOf(headers);
    }

    /** Returns the problem for a rejection by the hub. */
    public static Problem of(Rejection rejection) {
        return new Problem(statusOf(rejection.code()), rejection, waitHeader(rejection));
    }

    /** Returns a problem with the code {@code bad-request} and a status of its own. */
    public static Problem of(Status status, String detail) {
        return new Problem(status, Rejection.badRequest(detail), Map.of());
    }

    /** 503: the queue of responses is full; nothing was done. */
    static Problem busy() {
        return of(new Rejection(
                ErrorCode.UNAVAILABLE,
                "too many responses of this node are pending; the request was not executed",
                true,
                Optional.empty(),
                Optional.empty()));
    }

    /** 401: the operation needs a login or a token. */
    static Problem unauthorized() {
        return unauthorized(
                "this operation requires a login, or the token of an anonymous user in \"Authorization: Bearer\"",
                "Bearer realm=\"backplane\"");
    }

    /** 401: this node requires a login for every operation. */
    static Problem loginNeeded() {
        return unauthorized("this server requires a login", "Login realm=\"backplane\"");
    }

    /** 401: the token is invalid. */
    static Problem badToken() {
        return unauthorized(
                "the Authorization header contains no valid token of an anonymous user",
                "Bearer realm=\"backplane\", error=\"invalid_token\"");
    }

    private static Problem unauthorized(String detail, String challenge) {
        return new Problem(
                Status.UNAUTHORIZED, Rejection.forbidden(detail), Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    private static Status statusOf(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST -> Status.BAD_REQUEST;
            case FORBIDDEN -> Status.FORBIDDEN;
            case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE;
            case RATE_LIMITED -> Status.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE;
            case CONFLICT -> Status.PRECONDITION_FAILED;
            case INTERNAL -> Status.INTERNAL_SERVER_ERROR;
        };
    }

    private static Map<String, String> waitHeader(Rejection rejection) {
        return switch (rejection.code()) {
            case RATE_LIMITED -> retryAfter(rejection.retryAfter().orElse(Duration.ZERO));
            case UNAVAILABLE -> retryAfter(UNAVAILABLE_FOR);
            default -> Map.of();
        };
    }

    /** Rounds up, since the header is in whole seconds. */
    private static Map<String, String> retryAfter(Duration time) {
        long seconds = Math.max(1, (time.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
        return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    String toJson() {
        JsonWriter json = new JsonWriter()
                .string("type", "about:blank")
                .string("title", status.getReasonPhrase())
                .number("status", status.getStatusCode())
                .string("detail", rejection.message())
                .string("code", rejection.code().wire())
                .bool("retry", rejection.retry());
        rejection.retryAfter().ifPresent(after -> json.number("retryAfter", Math.max(1, after.toMillis())));
        rejection.current().ifPresent(document -> json.raw("current", AnswerFields.versioned(document)));
        return json.end();
    }

    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(toJson().getBytes(StandardCharsets.UTF_8));
        headers.forEach(response::header);
        return response.build();
    }
}
