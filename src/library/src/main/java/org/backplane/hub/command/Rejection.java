package org.backplane.hub.command;

import java.time.Duration;
import java.util.Optional;
import org.backplane.message.StateDocument;

/**
 * Why an operation was rejected; the response to the caller.
 *
 * @param code the kind of reason
 * @param message the reason in English; contains no input of the client
 * @param retry whether the same request can succeed later
 * @param retryAfter the time after which a retry can succeed, for {@link ErrorCode#RATE_LIMITED}
 * @param current the current document, for {@link ErrorCode#CONFLICT}
 */
public record Rejection(
        ErrorCode code, String message, boolean retry, Optional<Duration> retryAfter, Optional<StateDocument> current) {

    private static Rejection of(ErrorCode code, String message, boolean retry) {
        return new Rejection(code, message, retry, Optional.empty(), Optional.empty());
    }

    /**
     * The request is invalid.
     *
     * @param message what is invalid
     * @return the rejection, with {@link ErrorCode#BAD_REQUEST}
     */
    public static Rejection badRequest(String message) {
        return of(ErrorCode.BAD_REQUEST, message, false);
    }

    /**
     * The user may not execute the operation.
     *
     * @param message the reason
     * @return the rejection, with {@link ErrorCode#FORBIDDEN}
     */
    public static Rejection forbidden(String message) {
        return of(ErrorCode.FORBIDDEN, message, false);
    }

    /**
     * A part of the request is larger than a limit.
     *
     * @param message which part, and the limit
     * @return the rejection, with {@link ErrorCode#TOO_LARGE}
     */
    public static Rejection tooLarge(String message) {
        return of(ErrorCode.TOO_LARGE, message, false);
    }

    /**
     * The user has sent too many requests.
     *
     * @param message which limit was exceeded
     * @param retryAfter the time after which a retry can succeed
     * @return the rejection, with {@link ErrorCode#RATE_LIMITED}
     */
    public static Rejection rateLimited(String message, Duration retryAfter) {
        return new Rejection(ErrorCode.RATE_LIMITED, message, true, Optional.of(retryAfter), Optional.empty());
    }

    /**
     * The broker cannot be reached; whether the operation took place is unknown.
     *
     * @return the rejection, with {@link ErrorCode#UNAVAILABLE}
     */
    public static Rejection unavailable() {
        return of(
                ErrorCode.UNAVAILABLE,
                "the broker is unavailable; whether the operation was executed is unknown",
                true);
    }

    /**
     * The state document has another version than expected.
     *
     * @param current the document as it is
     * @return the rejection, with {@link ErrorCode#CONFLICT}
     */
    public static Rejection conflict(StateDocument current) {
        return new Rejection(
                ErrorCode.CONFLICT,
                "the document has version " + current.version(),
                false,
                Optional.empty(),
                Optional.of(current));
    }

    /**
     * An unexpected failure, which is in the log.
     *
     * @return the rejection, with {@link ErrorCode#INTERNAL}
     */
    public static Rejection internal() {
        return of(ErrorCode.INTERNAL, "an unexpected error occurred; the log of the server has the details", false);
    }
}
