package org.backplane.hub.command;

import java.util.Optional;
import org.backplane.message.DisplayName;
import org.backplane.message.Sender;
import org.backplane.security.User;

/**
 * In whose name an operation is asked for.
 *
 * @param user who; empty for application code, which is trusted and not limited
 * @param name the name under which he is shown
 * @param connection the connection he asks through; empty if it is none
 * @param anonymousAddress the address of somebody who does not say who he is; empty for all others
 */
public record Requester(Optional<User> user, DisplayName name, String connection, Optional<String> anonymousAddress) {

    /** Code of the application itself. */
    public static final Requester APPLICATION =
            new Requester(Optional.empty(), Sender.APPLICATION.name(), "", Optional.empty());

    /** A user who asks without a connection, through a request of its own. */
    public static Requester of(User user, DisplayName name) {
        return new Requester(Optional.of(user), name, "", Optional.empty());
    }

    /** A user who asks through his connection. */
    public static Requester on(String connection, User user, DisplayName name) {
        return new Requester(Optional.of(user), name, connection, Optional.empty());
    }

    /** Somebody who asks without saying who he is; all of one address share a limit. */
    public static Requester stranger(User newcomer, DisplayName name, String address) {
        return new Requester(Optional.of(newcomer), name, "", Optional.of(address));
    }

    /** What readers of his messages see of him. */
    public Sender sender() {
        return user.map(u -> new Sender(u.id().value(), name, u.verified(), connection))
                .orElse(Sender.APPLICATION);
    }
}
