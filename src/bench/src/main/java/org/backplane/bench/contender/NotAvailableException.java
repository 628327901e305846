package org.backplane.bench.contender;

/** Something that a contender needs is not on this machine: it is left out, and the table says why. */
public final class NotAvailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** What is missing, in a few words. */
    public NotAvailableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** What is missing. */
    public String reason() {
        return reason;
    }
}
