package org.backplane.hub.command;

import java.time.Duration;
import java.util.Optional;
import org.backplane.message.StateDocument;

/**
 * Why an operation was refused, told to the one who asked and costing nobody else anything.
 *
 * @param code which of the reasons there are
 * @param message what is wrong, in English; quotes no input
 * @param retry whether the same request can succeed later
 * @param retryAfter when the next one has a chance, for {@link ErrorCode#RATE_LIMITED}
 * @param current what is there, for {@link ErrorCode#CONFLICT}
 */
public record Rejection(
        ErrorCode code, String message, boolean retry, Optional<Duration> retryAfter, Optional<StateDocument> current) {

    private static Rejection of(ErrorCode code, String message, boolean retry) {
        return new Rejection(code, message, retry, Optional.empty(), Optional.empty());
    }

    /** The request is not what it should be. */
    public static Rejection badRequest(String message) {
        return of(ErrorCode.BAD_REQUEST, message, false);
    }

    /** The user may not do this. */
    public static Rejection forbidden(String message) {
        return of(ErrorCode.FORBIDDEN, message, false);
    }

    /** Something is larger than a limit. */
    public static Rejection tooLarge(String message) {
        return of(ErrorCode.TOO_LARGE, message, false);
    }

    /** There were too many requests. */
    public static Rejection rateLimited(String message, Duration retryAfter) {
        return new Rejection(ErrorCode.RATE_LIMITED, message, true, Optional.of(retryAfter), Optional.empty());
    }

    /** The broker cannot be reached: the outcome is unknown. */
    public static Rejection unavailable() {
        return of(ErrorCode.UNAVAILABLE, "the broker cannot be reached; the outcome is unknown", true);
    }

    /** The state document is not as expected. */
    public static Rejection conflict(StateDocument current) {
        return new Rejection(
                ErrorCode.CONFLICT,
                "the document has version " + current.version(),
                false,
                Optional.empty(),
                Optional.of(current));
    }

    /** A bug of ours, which the log tells more about. */
    public static Rejection internal() {
        return of(ErrorCode.INTERNAL, "something went wrong in the server", false);
    }
}
