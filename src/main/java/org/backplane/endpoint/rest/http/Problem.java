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
 * Why a request was not done, as RFC 9457 tells it: {@code type}, {@code title}, {@code status}, {@code detail}, and the
 * members of the wire protocol's {@code error}: {@code code}, {@code retry}, {@code retryAfter} (ms), {@code current}.
 *
 * @param status of HTTP
 * @param refusal the reason in the words of the wire protocol
 * @param headers that go with it
 */
public record Problem(Status status, Rejection refusal, Map<String, String> headers) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final long MILLIS_PER_SECOND = 1000;

    /** How long the node may need to know that the broker is back. */
    private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(2);

    public Problem {
        headers = Map.copyOf(headers);
    }

    /** The problem that a refusal of the hub is. */
    public static Problem of(Rejection refusal) {
        return new Problem(statusOf(refusal.code()), refusal, waiting(refusal));
    }

    /** A request that has another status than the code alone would give it. */
    public static Problem of(Status status, String detail) {
        return new Problem(status, Rejection.badRequest(detail), Map.of());
    }

    /** This node has no thread to answer on. */
    static Problem busy() {
        return of(new Rejection(
                ErrorCode.UNAVAILABLE,
                "too many clients wait for answers here; nothing was done",
                true,
                Optional.empty(),
                Optional.empty()));
    }

    /** Nobody may do this without saying who he is. */
    static Problem unauthorized() {
        return unauthorized(
                "say who you are: a login, or Authorization: Bearer and a token", "Bearer realm=\"backplane\"");
    }

    /** Nobody does anything here without a login. */
    static Problem loginNeeded() {
        return unauthorized("log in first", "Login realm=\"backplane\"");
    }

    /** Somebody said who he is in a way that cannot be true. */
    static Problem badToken() {
        return unauthorized(
                "this is no token of an anonymous user", "Bearer realm=\"backplane\", error=\"invalid_token\"");
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

    private static Map<String, String> waiting(Rejection refusal) {
        return switch (refusal.code()) {
            case RATE_LIMITED -> retryAfter(refusal.retryAfter().orElse(Duration.ZERO));
            case UNAVAILABLE -> retryAfter(UNAVAILABLE_FOR);
            default -> Map.of();
        };
    }

    /** HTTP counts whole seconds, so a shorter time is told as one. */
    private static Map<String, String> retryAfter(Duration time) {
        long seconds = Math.max(1, (time.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
        return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    String toJson() {
        JsonWriter json = new JsonWriter()
                .string("type", "about:blank")
                .string("title", status.getReasonPhrase())
                .number("status", status.getStatusCode())
                .string("detail", refusal.message())
                .string("code", refusal.code().wire())
                .bool("retry", refusal.retry());
        refusal.retryAfter().ifPresent(after -> json.number("retryAfter", Math.max(1, after.toMillis())));
        refusal.current().ifPresent(document -> json.raw("current", AnswerFields.versioned(document)));
        return json.end();
    }

    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(toJson().getBytes(StandardCharsets.UTF_8));
        headers.forEach(response::header);
        return response.build();
    }
}
