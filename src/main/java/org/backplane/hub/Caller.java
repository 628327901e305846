package org.backplane.hub;

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
 * @param strangerFrom the address of somebody who does not say who he is; empty for all others
 */
public record Caller(Optional<User> user, DisplayName name, String connection, Optional<String> strangerFrom) {

    /** Code of the application itself. */
    public static final Caller APPLICATION =
            new Caller(Optional.empty(), Sender.APPLICATION.name(), "", Optional.empty());

    /** A user who asks without a connection, through a request of its own. */
    public static Caller of(User user, DisplayName name) {
        return new Caller(Optional.of(user), name, "", Optional.empty());
    }

    /** A user who asks through his connection. */
    static Caller on(String connection, User user, DisplayName name) {
        return new Caller(Optional.of(user), name, connection, Optional.empty());
    }

    /** Somebody who asks without saying who he is; all of one address share a limit. */
    public static Caller stranger(User newcomer, DisplayName name, String address) {
        return new Caller(Optional.of(newcomer), name, "", Optional.of(address));
    }

    /** What readers of his messages see of him. */
    public Sender sender() {
        return user.map(u -> new Sender(u.id().value(), name, u.verified(), connection))
                .orElse(Sender.APPLICATION);
    }
}
