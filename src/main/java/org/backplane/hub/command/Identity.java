package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.security.User;

/**
 * What a door knows of a client before its first line.
 *
 * @param verified the user whom the container has logged in; empty if there is none
 * @param displayName the name under which such a user is shown unless he says otherwise; may be empty
 */
public record Identity(Optional<User> verified, String displayName) {

    /** A client of whom nothing is known. */
    public static final Identity ANONYMOUS = new Identity(Optional.empty(), "");
}
