package org.backplane.hub.command;

/** The closed set of reasons for which an operation is rejected. */
public enum ErrorCode {
    /** The request is invalid; a retry fails too. */
    BAD_REQUEST("bad-request"),
    /** The user may not do this. */
    FORBIDDEN("forbidden"),
    /** Something is larger than a limit. */
    TOO_LARGE("too-large"),
    /** Too many requests; {@link Rejection#retryAfter} says when a retry can succeed. */
    RATE_LIMITED("rate-limited"),
    /** The broker cannot be reached; whether the operation took place is unknown. */
    UNAVAILABLE("unavailable"),
    /** The state document has another version; {@link Rejection#current} has it. */
    CONFLICT("conflict"),
    /** A bug in Backplane, or an exception of application code. */
    INTERNAL("internal");

    private final String wire;

    ErrorCode(String wire) {
        this.wire = wire;
    }

    /** {@return the code as clients see it} */
    public String wire() {
        return wire;
    }
}
