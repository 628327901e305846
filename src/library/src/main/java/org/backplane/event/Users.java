package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Sends private messages to users, and disconnects them: {@code @Inject Users users;}
 *
 * <p>Data, errors and threads are those of {@link Publisher}.
 */
public interface Users {

    /**
     * Stores a private message in the inbox of a user and delivers it to all their connections on all servers. A user without
     * a connection gets it when they reconnect, as far as the history reaches.
     *
     * @param to the user; see {@link UserId#ofPrincipal} for the name of a Principal
     * @param name the kind of the message: 1 to 64 letters, marks, digits and {@code _ . : -}
     * @param data the content, which is mapped to JSON
     * @return the position of the message in the inbox, when it is stored
     */
    CompletionStage<Position> send(UserId to, String name, @Nullable Object data);

    /**
     * Stores a private message once, even if the call is repeated with the same key within {@code publish/key-age}.
     *
     * @param to the user
     * @param name the kind of the message
     * @param data the content, which is mapped to JSON
     * @param key the idempotency key, 1 to 128 characters; per inbox, keys are shared by all code of the application
     * @return the position of the message or of the first one with this key, when it is stored
     */
    CompletionStage<Position> send(UserId to, String name, @Nullable Object data, String key);

    /**
     * Closes all connections of a user to this server with close code 1008, after which {@code backplane.js} does not
     * reconnect by itself. Connections to other servers stay open. Does not block.
     *
     * @param user the user; one without a connection to this server is not an error
     * @return the number of closed connections
     */
    int disconnect(UserId user);
}
