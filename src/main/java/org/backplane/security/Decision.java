package org.backplane.security;

/**
 * Whether something may be done.
 *
 * @param isAllowed whether it may
 * @param reason why not, in words fit for the one who asked; empty if it may
 */
public record Decision(boolean isAllowed, String reason) {

    /** It may be done. */
    public static final Decision ALLOWED = new Decision(true, "");

    /** It may not be done, for that reason. */
    public static Decision refused(String reason) {
        return new Decision(false, reason);
    }
}
