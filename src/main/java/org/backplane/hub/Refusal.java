package org.backplane.hub;

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
public record Refusal(
        ErrorCode code, String message, boolean retry, Optional<Duration> retryAfter, Optional<StateDocument> current) {

    private static Refusal of(ErrorCode code, String message, boolean retry) {
        return new Refusal(code, message, retry, Optional.empty(), Optional.empty());
    }

    /** The request is not what it should be. */
    public static Refusal badRequest(String message) {
        return of(ErrorCode.BAD_REQUEST, message, false);
    }

    /** The user may not do this. */
    public static Refusal forbidden(String message) {
        return of(ErrorCode.FORBIDDEN, message, false);
    }

    /** Something is larger than a limit. */
    public static Refusal tooLarge(String message) {
        return of(ErrorCode.TOO_LARGE, message, false);
    }

    /** There were too many requests. */
    public static Refusal rateLimited(String message, Duration retryAfter) {
        return new Refusal(ErrorCode.RATE_LIMITED, message, true, Optional.of(retryAfter), Optional.empty());
    }

    /** The broker cannot be reached: the outcome is unknown. */
    public static Refusal unavailable() {
        return of(ErrorCode.UNAVAILABLE, "the broker cannot be reached; the outcome is unknown", true);
    }

    /** The state document is not as expected. */
    public static Refusal conflict(StateDocument current) {
        return new Refusal(
                ErrorCode.CONFLICT,
                "the document has version " + current.version(),
                false,
                Optional.empty(),
                Optional.of(current));
    }

    /** A bug of ours, which the log tells more about. */
    public static Refusal internal() {
        return of(ErrorCode.INTERNAL, "something went wrong in the server", false);
    }
}
