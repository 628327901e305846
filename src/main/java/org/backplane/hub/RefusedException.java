package org.backplane.hub;

import java.util.concurrent.CompletionException;

/** Carries a refusal through a completion stage. It is an answer, not a failure of the server, and has no stack trace. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** @param refusal why */
    public RefusedException(Refusal refusal) {
        super(refusal.code().wire() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** The refusal that the failure of one of the hub's stages carries; {@link Refusal#internal} for any other. */
    public static Refusal refusalOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof RefusedException refused ? refused.refusal() : Refusal.internal();
    }

    /** Why the operation was refused. */
    public Refusal refusal() {
        return refusal;
    }
}
