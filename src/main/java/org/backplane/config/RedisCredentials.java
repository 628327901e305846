package org.backplane.config;

import java.util.regex.Pattern;

/**
 * How a node makes itself known to Redis. Its text never shows the password.
 *
 * @param username the user of Redis' access control list; empty for Redis' own {@code default} user
 * @param password empty if Redis asks for none
 */
public record RedisCredentials(String username, String password) {

    /** Nothing to show: Redis lets everybody in. */
    public static final RedisCredentials NONE = new RedisCredentials("", "");

    private static final Pattern USUAL_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String HIDDEN = "***";

    /** Whether there is anything to send at all. */
    public boolean isPresent() {
        return !password.isEmpty();
    }

    /** Whether a user is named and no password, which Redis could not be told. */
    boolean lackPassword() {
        return password.isEmpty() && !username.isEmpty();
    }

    /** Returns a user's name as people may see it: one with unusual characters may be a password in the wrong place. */
    static String maskedName(String username) {
        return username.isEmpty() || USUAL_NAME.matcher(username).matches() ? username : HIDDEN;
    }

    /** The name without a password may be a password itself: {@code redis://password@host} is a frequent slip. */
    @Override
    public String toString() {
        if (password.isEmpty()) {
            return username.isEmpty() ? "" : HIDDEN;
        }
        return maskedName(username) + ":" + HIDDEN;
    }
}
