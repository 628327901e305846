package org.backplane.hub.command;

import java.util.concurrent.CompletionException;

/** Carries a rejection through a completion stage. It has no stack trace, because a rejection is a response, not a failure. */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /**
     * The failure of a stage whose operation was rejected.
     *
     * @param rejection why
     */
    public RejectedException(Rejection rejection) {
        super(rejection.code().wire() + ": " + rejection.message(), null, false, false);
        this.rejection = rejection;
    }

    /**
     * Finds the rejection in the failure of a stage, which may be wrapped in {@link CompletionException}.
     *
     * @param failure what a dependent of the stage was called with
     * @return the rejection; {@link Rejection#internal} for a failure that carries none
     */
    public static Rejection rejectionOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RejectedException rejected ? rejected.rejection() : Rejection.internal();
    }

    /** {@return why the operation was rejected} */
    public Rejection rejection() {
        return rejection;
    }
}
