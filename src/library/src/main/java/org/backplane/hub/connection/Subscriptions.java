package org.backplane.hub.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.hub.channel.Subscriber;
import org.backplane.hub.channel.SubscriberRequest;
import org.backplane.hub.command.Requester;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.hub.outbound.OutboundQueue;
import org.backplane.message.ChannelName;

/** The subscriptions of one connection, by channel. Thread-safe; no method blocks. */
final class Subscriptions implements Subscriber.Holder {

    /** A small initial capacity: most connections have two subscriptions, the inbox of their user and a channel. */
    private final Map<ChannelName, Subscriber> subscribers = new ConcurrentHashMap<>(2);

    private final ClientConnection connection;
    private final HubParts parts;

    Subscriptions(ClientConnection connection, HubParts parts) {
        this.connection = connection;
        this.parts = parts;
    }

    /**
     * Subscribes the connection to a channel. The answer is queued by the channel's executor, after the answers to earlier
     * requests for the same channel.
     *
     * @param charge settled when it is known whether the broker created the channel
     */
    void subscribe(ChannelName channel, SubscriberRequest.Subscribe request, CreationCharge charge) {
        Subscriber subscriber = subscribers.compute(channel, (name, before) -> {
            Subscriber current =
                    before == null ? new Subscriber(this, parts.channels().retain(name, charge)) : before;
            if (before != null) {
                charge.giveBack();
            }
            current.enqueue(request);
            return current;
        });
        subscriber.channel().execute(subscriber::processRequests);
        if (!connection.isOpen()) {
            abandonAll();
        }
    }

    /** Ends the subscription to a channel; false, and no answer, if the connection is not subscribed to it. */
    boolean unsubscribe(ChannelName channel, SubscriberRequest.Unsubscribe request) {
        Subscriber subscriber = subscribers.computeIfPresent(channel, (name, current) -> {
            current.enqueue(request);
            return current;
        });
        if (subscriber == null) {
            return false;
        }
        subscriber.channel().execute(subscriber::processRequests);
        return true;
    }

    /** Ends all subscriptions without answers. */
    void abandonAll() {
        subscribers.keySet().forEach(name -> {
            Subscriber subscriber = subscribers.remove(name);
            if (subscriber != null) {
                subscriber.channel().execute(subscriber::abandon);
            }
        });
    }

    boolean contains(ChannelName channel) {
        return subscribers.containsKey(channel);
    }

    /** The number of subscriptions without that to the inbox. */
    long count() {
        return subscribers.keySet().stream().filter(name -> !name.isInbox()).count();
    }

    /** Changes the name under which the user is shown in all subscribed channels. */
    void rename(Requester caller) {
        caller.user().ifPresent(user -> subscribers.keySet().forEach(channel -> parts.presence()
                .rename(channel, user, caller.name())));
    }

    @Override
    public OutboundQueue outbound() {
        return connection.outbound();
    }

    @Override
    public boolean removeIfIdle(Subscriber subscriber) {
        return subscribers.computeIfPresent(
                        subscriber.channel().name(),
                        (name, current) ->
                                current == subscriber && !current.hasRequests() ? Subscriber.none() : current)
                != subscriber;
    }

    @Override
    public void entered(Subscriber subscriber) {
        connection.user().ifPresent(user -> parts.presence()
                .enter(subscriber.channel().name(), user, connection.displayName()));
    }

    @Override
    public void left(Subscriber subscriber) {
        connection.user().ifPresent(user -> parts.presence()
                .leave(subscriber.channel().name(), user));
    }
}
