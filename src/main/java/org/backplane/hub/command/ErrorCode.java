package org.backplane.hub.command;

/** The closed set of reasons for which an operation is refused. */
public enum ErrorCode {
    /** The request is not what it should be; repeating it does not help. */
    BAD_REQUEST("bad-request"),
    /** The user may not do this. */
    FORBIDDEN("forbidden"),
    /** Something is larger than a limit. */
    TOO_LARGE("too-large"),
    /** Too many requests; {@link Rejection#retryAfter} says when the next one has a chance. */
    RATE_LIMITED("rate-limited"),
    /** The broker cannot be reached; whether the operation took place is unknown. */
    UNAVAILABLE("unavailable"),
    /** The state document has another version; {@link Rejection#current} has it. */
    CONFLICT("conflict"),
    /** A bug of ours. */
    INTERNAL("internal");

    private final String wire;

    ErrorCode(String wire) {
        this.wire = wire;
    }

    /** The code as clients see it. */
    public String wire() {
        return wire;
    }
}
