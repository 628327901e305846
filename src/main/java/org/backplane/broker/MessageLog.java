package org.backplane.broker;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;

/**
 * The messages of all channels: gives positions, keeps history, and delivers to every node.
 *
 * <p>Every subscriber of a channel, on every node, gets the same messages in the same order, without a gap or a duplicate;
 * where that cannot be kept, the subscriber gets a reset instead.
 *
 * <p>A channel begins with the first publish, set, join, recovery or snapshot, or the first subscription; no other method
 * begins one, nor does a transient message. It exists until it has not been used for {@code channel/age}, even if nothing
 * was ever published in it. Of all {@link Published}, {@link SetResult} and {@link Snapshot} on all nodes at most one says
 * that the channel began with it.
 *
 * <p>Thread-safe; no method blocks. A stage fails with {@link BrokerUnavailableException} when the outcome is unknown,
 * and may be completed by any of the broker's threads: dependents that block must run elsewhere.
 */
public interface MessageLog {

    /**
     * Stores a message and delivers it to every node that is subscribed to its channel.
     *
     * <p>What one thread publishes to a channel is stored in the order of its calls. The same key of the same user within
     * {@code publish/key-age} is stored once: later calls get the first position and the first id.
     *
     * @return completes once the message is stored
     */
    CompletionStage<Published> publish(Publication publication);

    /**
     * Delivers a transient message to every node that is subscribed to its channel now; it is never stored, and dropped where
     * there is no room.
     *
     * @return completes once the broker has taken it
     */
    CompletionStage<Void> publishTransient(ChannelName channel, Line line);

    /**
     * Subscribes this node to a channel from now on.
     *
     * @return the subscription, not live yet: {@link Subscription#live()} tells when
     * @throws IllegalStateException if this node is subscribed to the channel already
     */
    Subscription subscribe(ChannelName channel, ChannelListener listener);

    /** Reads the messages that follow {@code since}, oldest first, at most {@code maxBytes} of lines but at least one. */
    CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes);

    /**
     * Reads the newest messages before a position ({@link Position#NONE}: the newest of all) that are not older than
     * {@code history/age}. A position of an earlier epoch of the channel gets an empty page.
     */
    CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query);

    /** Reads what a channel is now: its last position, its state documents and its members. A channel that does not exist begins. */
    CompletionStage<Snapshot> snapshot(ChannelName channel);

    /** Reads what a channel is now; empty if it does not exist, and then it does not begin. */
    CompletionStage<Optional<Snapshot>> existing(ChannelName channel);

    /** Tells whether a channel exists, on whichever node it began; begins none, and reads nothing else. */
    CompletionStage<Boolean> exists(ChannelName channel);
}
