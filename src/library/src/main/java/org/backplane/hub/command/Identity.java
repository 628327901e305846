package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.security.User;

/**
 * What an endpoint knows of a client before its first line.
 *
 * @param verified the user who has logged in at the container; empty if there is none
 * @param displayName the name under which this user is shown unless {@code hello} has another one; may be empty
 */
public record Identity(Optional<User> verified, String displayName) {

    /** A client without a login. */
    public static final Identity ANONYMOUS = new Identity(Optional.empty(), "");
}
