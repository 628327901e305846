package org.backplane.security;

import java.util.function.Predicate;
import org.backplane.message.UserId;

/**
 * Who is behind a connection or a request, and what the container says about him.
 *
 * @param id who
 * @param verified whether the container vouches for him; an anonymous user is whoever holds the token
 * @param roles whether he is in a role, asked by its name; of a connection's user see {@link RoleNames}
 */
public record User(UserId id, boolean verified, Predicate<String> roles) {

    /** A user whom the container has logged in. */
    public static User ofPrincipal(String principal, Predicate<String> roles) {
        return new User(UserId.ofPrincipal(principal), true, roles);
    }

    /** Whether the container, or whoever was asked when he came in, has him in this role. */
    public boolean isInRole(String role) {
        return roles.test(role);
    }

    /** A user of whom only the token is known; he is in no role. */
    static User anonymous(UserId id) {
        return new User(id, false, role -> false);
    }
}
