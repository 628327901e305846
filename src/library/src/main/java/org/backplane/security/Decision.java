package org.backplane.security;

/**
 * The result of an authorization check.
 *
 * @param isAllowed whether the operation is allowed
 * @param reason why it is refused, in a text for the client; empty if it is allowed
 */
public record Decision(boolean isAllowed, String reason) {

    /** The operation is allowed. */
    public static final Decision ALLOWED = new Decision(true, "");

    /**
     * Returns a refusal.
     *
     * @param reason a text that is sent to the client
     * @return the refusal
     */
    public static Decision refused(String reason) {
        return new Decision(false, reason);
    }
}
