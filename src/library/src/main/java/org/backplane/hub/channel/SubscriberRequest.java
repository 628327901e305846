package org.backplane.hub.channel;

import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.command.Rejection;
import org.backplane.message.JsonText;
import org.backplane.message.Position;

/** A request of a connection about its subscription to one channel. */
public sealed interface SubscriberRequest {

    /**
     * Begins the subscription, or begins it again from another position.
     *
     * @param id of the command
     * @param since the last position that the client has; empty: from now on
     * @param view what the connection receives besides messages
     * @param rejected called on the channel's executor if the request fails
     */
    record Subscribe(
            Optional<JsonText> id, Optional<Position> since, SubscriptionView view, Consumer<Rejection> rejected)
            implements SubscriberRequest {}

    /**
     * Ends the subscription.
     *
     * @param id of the command
     */
    record Unsubscribe(Optional<JsonText> id) implements SubscriberRequest {}
}
