package org.backplane.config;

/**
 * How a node makes itself known to Redis. Its text never shows the password.
 *
 * @param username the user of Redis' access control list; empty for Redis' own {@code default} user
 * @param password empty if Redis asks for none
 */
public record RedisCredentials(String username, String password) {

    /** Nothing to show: Redis lets everybody in. */
    public static final RedisCredentials NONE = new RedisCredentials("", "");

    /** Whether there is anything to send at all. */
    public boolean isPresent() {
        return !password.isEmpty();
    }

    /** Whether a user is named and no password, which Redis could not be told. */
    boolean lackPassword() {
        return password.isEmpty() && !username.isEmpty();
    }

    @Override
    public String toString() {
        return username + (password.isEmpty() ? "" : ":***");
    }
}
