package org.backplane.hub;

/** Carries a refusal through a completion stage. It is an answer, not a failure of the server, and has no stack trace. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** @param refusal why */
    public RefusedException(Refusal refusal) {
        super(refusal.code().wire() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** Why the operation was refused. */
    public Refusal refusal() {
        return refusal;
    }
}
