package org.backplane.event;

import java.util.concurrent.CompletionStage;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Reaches single users, wherever they are connected: {@code @Inject Users users;}
 *
 * <p>Data, errors and threads are as with {@link Publisher}.
 */
public interface Users {

    /**
     * Stores a private message in a user's inbox and delivers it to all his connections, on every server. If he has none
     * now he finds it when he comes back, as far as the history reaches.
     *
     * @param to {@link UserId#ofPrincipal} makes it from the name of a Principal
     * @param name what the message is: 1 to 64 letters, marks, digits and {@code _ . : -}
     * @return where the message stands in the inbox, once it is stored
     */
    CompletionStage<Position> send(UserId to, String name, @Nullable Object data);

    /**
     * Stores a private message once, however often this is repeated under the same key within {@code publish/key-age}.
     *
     * @param key the idempotency key, 1 to 128 characters; all of the application shares them in one inbox
     */
    CompletionStage<Position> send(UserId to, String name, @Nullable Object data, String key);

    /**
     * Ends all connections that a user has to this server, with close code 1008: a client of good manners does not come
     * back by itself. The connections to other servers stay. Does not block.
     *
     * @return how many there were
     */
    int disconnect(UserId user);
}
