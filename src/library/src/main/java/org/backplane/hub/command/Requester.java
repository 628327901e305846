package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.message.DisplayName;
import org.backplane.message.Sender;
import org.backplane.security.User;

/**
 * The caller of an operation.
 *
 * @param user empty for application code, which is trusted and not limited
 * @param name the name under which the user is shown
 * @param connection id of the user's connection; empty for a request without one
 * @param anonymousAddress the address of a caller without login and token; empty for all others
 */
public record Requester(Optional<User> user, DisplayName name, String connection, Optional<String> anonymousAddress) {

    /** Code of the application. */
    public static final Requester APPLICATION =
            new Requester(Optional.empty(), Sender.APPLICATION.name(), "", Optional.empty());

    /** A user without a connection, as in a REST request. */
    public static Requester of(User user, DisplayName name) {
        return new Requester(Optional.of(user), name, "", Optional.empty());
    }

    /** A user with a connection. */
    public static Requester on(String connection, User user, DisplayName name) {
        return new Requester(Optional.of(user), name, connection, Optional.empty());
    }

    /** A caller without login and token; all of one address share a rate limit. */
    public static Requester anonymous(User user, DisplayName name, String address) {
        return new Requester(Optional.of(user), name, "", Optional.of(address));
    }

    /** The sender as readers of the user's messages see it. */
    public Sender sender() {
        return user.map(u -> new Sender(u.id().value(), name, u.verified(), connection))
                .orElse(Sender.APPLICATION);
    }
}
