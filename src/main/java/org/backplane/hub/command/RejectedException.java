package org.backplane.hub.command;

import java.util.concurrent.CompletionException;

/** Carries a refusal through a completion stage. It is an answer, not a failure of the server, and has no stack trace. */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Rejection refusal;

    /** @param refusal why */
    public RejectedException(Rejection refusal) {
        super(refusal.code().wire() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** The refusal that the failure of one of the hub's stages carries; {@link Rejection#internal} for any other. */
    public static Rejection refusalOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RejectedException refused ? refused.refusal() : Rejection.internal();
    }

    /** Why the operation was refused. */
    public Rejection refusal() {
        return refusal;
    }
}
