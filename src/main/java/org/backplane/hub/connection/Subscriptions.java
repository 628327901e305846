package org.backplane.hub.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.hub.channel.Subscriber;
import org.backplane.hub.channel.SubscriberRequest;
import org.backplane.hub.command.Requester;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.hub.outbound.OutboundQueue;
import org.backplane.message.ChannelName;

/** One connection's seats, by channel. Thread-safe. */
final class Subscriptions implements Subscriber.Holder {

    /** With little room at first: most connections have two, their user's inbox and a channel. */
    private final Map<ChannelName, Subscriber> seats = new ConcurrentHashMap<>(2);

    private final ClientConnection connection;
    private final HubParts parts;

    Subscriptions(ClientConnection connection, HubParts parts) {
        this.connection = connection;
        this.parts = parts;
    }

    /**
     * Listens to a channel; the answer comes on the channel's turn, after those to what was asked of it before.
     *
     * @param charge settled when it is known whether the broker began the channel
     */
    void join(ChannelName channel, SubscriberRequest.Join join, CreationCharge charge) {
        Subscriber seat = seats.compute(channel, (name, before) -> {
            Subscriber taken =
                    before == null ? new Subscriber(this, parts.channels().retain(name, charge)) : before;
            if (before != null) {
                charge.giveBack();
            }
            taken.ask(join);
            return taken;
        });
        seat.channel().execute(seat::attend);
        if (!connection.isOpen()) {
            leaveAll();
        }
    }

    /** Stops listening to a channel; false if the connection does not listen to it. */
    boolean leave(ChannelName channel, SubscriberRequest.Leave leave) {
        Subscriber seat = seats.computeIfPresent(channel, (name, taken) -> {
            taken.ask(leave);
            return taken;
        });
        if (seat == null) {
            return false;
        }
        seat.channel().execute(seat::attend);
        return true;
    }

    /** Gives all seats up; nothing is answered any more. */
    void leaveAll() {
        seats.keySet().forEach(name -> {
            Subscriber seat = seats.remove(name);
            if (seat != null) {
                seat.channel().execute(seat::abandon);
            }
        });
    }

    boolean contains(ChannelName channel) {
        return seats.containsKey(channel);
    }

    /** How many open channels are listened to: the inbox is not one. */
    long count() {
        return seats.keySet().stream().filter(name -> !name.isInbox()).count();
    }

    /** The user is shown otherwise from now on. */
    void rename(Requester caller) {
        caller.user().ifPresent(user -> seats.keySet()
                .forEach(channel -> parts.presence().rename(channel, user, caller.name())));
    }

    @Override
    public OutboundQueue outbound() {
        return connection.outbound();
    }

    @Override
    public boolean vacate(Subscriber seat) {
        return seats.computeIfPresent(
                        seat.channel().name(),
                        (name, taken) -> taken == seat && !taken.hasAsks() ? Subscriber.none() : taken)
                != seat;
    }

    @Override
    public void entered(Subscriber seat) {
        connection.user().ifPresent(user -> parts.presence()
                .enter(seat.channel().name(), user, connection.displayName()));
    }

    @Override
    public void left(Subscriber seat) {
        connection.user().ifPresent(user -> parts.presence()
                .leave(seat.channel().name(), user));
    }
}
