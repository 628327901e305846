package org.backplane.config;

import java.util.regex.Pattern;

/**
 * The login of a node to Redis. {@link #toString} never contains the password.
 *
 * @param username the ACL user of Redis; empty for the {@code default} user
 * @param password empty if Redis needs none
 */
public record RedisCredentials(String username, String password) {

    /** No credentials, for a Redis without a password. */
    public static final RedisCredentials NONE = new RedisCredentials("", "");

    private static final Pattern USUAL_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String HIDDEN = "***";

    /** Whether there are credentials. */
    public boolean isPresent() {
        return !password.isEmpty();
    }

    /** Whether there is a user name without a password, which Redis does not accept. */
    boolean lackPassword() {
        return password.isEmpty() && !username.isEmpty();
    }

    /**
     * Returns a user name for logs: names with unusual characters are masked, because they may be passwords in the wrong
     * place.
     */
    static String maskedName(String username) {
        return username.isEmpty() || USUAL_NAME.matcher(username).matches() ? username : HIDDEN;
    }

    /** Masks a name without a password, which may be a password itself: {@code redis://password@host} is a frequent mistake. */
    @Override
    public String toString() {
        if (password.isEmpty()) {
            return username.isEmpty() ? "" : HIDDEN;
        }
        return maskedName(username) + ":" + HIDDEN;
    }
}
