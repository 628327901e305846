package org.backplane.security;

import java.util.function.Predicate;
import org.backplane.message.UserId;

/**
 * The user of a connection or a request.
 *
 * @param id identifies the user on all nodes
 * @param verified whether the container has authenticated the user; an anonymous user is identified by a token
 * @param roles tests whether the user is in a role, by its name; for users of connections see {@link RoleNames}
 */
public record User(UserId id, boolean verified, Predicate<String> roles) {

    /**
     * Returns a user whom the container has authenticated.
     *
     * @param principal the name of the Principal, from which the id is derived: {@link UserId#ofPrincipal}
     * @param roles tests whether the user is in a role, by its name
     * @return the user
     */
    public static User ofPrincipal(String principal, Predicate<String> roles) {
        return new User(UserId.ofPrincipal(principal), true, roles);
    }

    /**
     * Whether the user is in a role; for a connection, whether they were when it was opened.
     *
     * @param role the name of the role
     * @return whether they are
     */
    public boolean isInRole(String role) {
        return roles.test(role);
    }

    /** Returns the user of a token, who is in no role. */
    static User anonymous(UserId id) {
        return new User(id, false, role -> false);
    }
}
