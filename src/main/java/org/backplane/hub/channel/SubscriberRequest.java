package org.backplane.hub.channel;

import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.command.Rejection;
import org.backplane.message.JsonText;
import org.backplane.message.Position;

/** What a connection asks of a channel. */
public sealed interface SubscriberRequest {

    /**
     * To listen.
     *
     * @param id of the command
     * @param since where to go on; empty: from now on
     * @param view what to be told besides the messages
     * @param refused is told if it cannot be
     */
    record Join(Optional<JsonText> id, Optional<Position> since, SubscriptionView view, Consumer<Rejection> refused)
            implements SubscriberRequest {}

    /**
     * To listen no more.
     *
     * @param id of the command
     */
    record Leave(Optional<JsonText> id) implements SubscriberRequest {}
}
