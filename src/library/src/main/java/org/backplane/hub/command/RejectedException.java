package org.backplane.hub.command;

import java.util.concurrent.CompletionException;

/** Carries a rejection through a completion stage. It has no stack trace, because a rejection is a response, not a failure. */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public RejectedException(Rejection rejection) {
        super(rejection.code().wire() + ": " + rejection.message(), null, false, false);
        this.rejection = rejection;
    }

    /** The rejection that the failure of one of the hub's stages carries; {@link Rejection#internal} for another failure. */
    public static Rejection rejectionOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RejectedException rejected ? rejected.rejection() : Rejection.internal();
    }

    public Rejection rejection() {
        return rejection;
    }
}
