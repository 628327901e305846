package org.backplane.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.UserId;

/**
 * One node's way to all channels: gives positions, keeps history, and delivers to every node.
 *
 * <p>Every subscriber of a channel, on every node, is told the same messages in the same order, without a gap or a
 * double; where that cannot be kept he is told of a reset instead.
 *
 * <p>A channel begins with the first publish, set, join, recovery or snapshot, or the first subscription; no other method
 * begins one, nor does a transient message. It is there until nobody has used it for {@code channel/age}, even if nothing
 * was ever published in it. Of all {@link Published}, {@link SetResult} and {@link Snapshot} on all nodes at most one says
 * that the channel has begun with it.
 *
 * <p>Thread-safe; no method blocks. A stage fails with {@link BrokerUnavailableException} when the outcome is unknown,
 * and may be completed by any of the broker's threads: dependents that block go elsewhere.
 */
public interface Broker extends AutoCloseable {

    /** Longer than any outage that ends. */
    Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /**
     * Stores a message and delivers it to every node that listens to its channel.
     *
     * <p>What one thread publishes to a channel is stored in the order of its calls. The same key of the same user within
     * {@code publish/key-age} is stored once: later calls get the first position and the first id.
     *
     * @return completes once the message is stored
     */
    CompletionStage<Published> publish(Publication publication);

    /**
     * Delivers a transient message to every node that listens to its channel now; never stored, dropped where there is
     * no room.
     *
     * @return completes once the broker has taken it
     */
    CompletionStage<Void> publishTransient(ChannelName channel, Line line);

    /**
     * Listens to a channel from now on.
     *
     * @return the subscription, not live yet: {@link Subscription#live()} tells when
     * @throws IllegalStateException if this node listens to the channel already
     */
    Subscription subscribe(ChannelName channel, ChannelListener listener);

    /** Reads the messages that follow {@code since}, oldest first, at most {@code maxBytes} of lines but one at least. */
    CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes);

    /**
     * Reads the newest messages before a position ({@link Position#NONE}: the newest of all) that are not older than
     * {@code history/age}. A position from a life of the channel that is over gets an empty page.
     */
    CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query);

    /** Reads what a channel is now; a channel that is not there begins. */
    CompletionStage<Snapshot> snapshot(ChannelName channel);

    /** Reads what a channel is now; empty if it is not there, and then it does not begin. */
    CompletionStage<Optional<Snapshot>> existing(ChannelName channel);

    /** Tells whether a channel is there, on whichever node it began; begins nothing and reads nothing else. */
    CompletionStage<Boolean> exists(ChannelName channel);

    /**
     * Writes a state document and tells every node that listens to the channel.
     *
     * @param value JSON null deletes
     * @param expected the version that the document must have, 0: must not exist; empty: whatever it has
     */
    CompletionStage<SetResult> set(ChannelName channel, String key, JsonText value, OptionalLong expected);

    /**
     * Enters a user of this node into a channel, or renews how they are shown.
     *
     * <p>Where this or {@link #leave} fails, the broker goes on until the members are as the last call for that user said, or
     * the broker is closed: nobody has to call again.
     */
    CompletionStage<Void> join(ChannelName channel, Presence presence);

    /** Takes a user of this node out of a channel, sooner or later, as {@link #join}; nothing happens if they are not in it. */
    CompletionStage<Void> leave(ChannelName channel, UserId user);

    /** How the broker is doing: a snapshot. */
    BrokerStatus status();

    /**
     * For how long what clients ask has not been expected to succeed; zero while it is, and {@link #FOREVER} if it never
     * was.
     */
    default Duration outage() {
        return status().available() ? Duration.ZERO : FOREVER;
    }

    /** What it has counted from its start on, for whoever watches it: a snapshot. None where all is in this node. */
    default BrokerFigures figures() {
        return BrokerFigures.NONE;
    }

    /**
     * Which nodes live, this one among them, by name: a view that may be some seconds old; it is read anew in the
     * background because somebody asks. At most 100.
     *
     * @return empty if it is not known, as it is when somebody asks for the first time or the broker is out of reach
     */
    List<LiveNode> nodes();

    /** Ends all subscriptions, threads and connections; what is in flight fails with {@link BrokerUnavailableException}. */
    @Override
    void close();
}
