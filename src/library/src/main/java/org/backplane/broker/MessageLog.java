package org.backplane.broker;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;

/**
 * The messages of all channels: assigns positions, stores history, and delivers to every node.
 *
 * <p>Every subscriber of a channel, on every node, gets the same messages in the same order, without a gap or a
 * duplicate; if that is impossible, the subscriber is reset instead.
 *
 * <p>The first publish, set, join, recovery, snapshot or subscription creates a channel; no other method does, nor does
 * a transient message. A channel exists until it has not been used for {@code channel/age}, even if nothing was
 * published in it. Among all {@link Published}, {@link SetResult} and {@link Snapshot} on all nodes at most one reports
 * that it created the channel.
 *
 * <p>Thread-safe; no method blocks. A stage fails with {@link BrokerUnavailableException} if the outcome is unknown,
 * and may be completed by any thread of the broker: dependents that block must run elsewhere.
 */
public interface MessageLog {

    /**
     * Stores a message and delivers it to every node that is subscribed to its channel.
     *
     * <p>Messages that one thread publishes to a channel are stored in the order of the calls. Publications of a user
     * with the same idempotency key within {@code publish/key-age} are stored once: later calls get the position and id
     * of the first.
     *
     * @return completes when the message is stored
     */
    CompletionStage<Published> publish(Publication publication);

    /**
     * Delivers a transient message to every node that is subscribed to its channel now. It is not stored, and dropped
     * where a queue is full.
     *
     * @return completes when the broker has accepted it
     */
    CompletionStage<Void> publishTransient(ChannelName channel, Line line);

    /**
     * Subscribes this node to a channel.
     *
     * @return the subscription, which becomes live later: see {@link Subscription#live()}
     * @throws IllegalStateException if this node is subscribed to the channel already
     */
    Subscription subscribe(ChannelName channel, ChannelListener listener);

    /**
     * Reads the messages after a position, oldest first, at most {@code maxBytes} of lines but at least one message.
     */
    CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes);

    /**
     * Reads the newest messages before a position ({@link Position#NONE} for the newest of all) that are not older than
     * {@code history/age}. The page is empty for a position of an earlier epoch.
     */
    CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query);

    /**
     * Reads the last position, the state documents and the members of a channel; creates the channel if it does not
     * exist.
     */
    CompletionStage<Snapshot> snapshot(ChannelName channel);

    /** Reads a channel as {@link #snapshot} does; empty if it does not exist. */
    CompletionStage<Optional<Snapshot>> existing(ChannelName channel);

    /** Returns whether a channel exists on any node; does not create it. */
    CompletionStage<Boolean> exists(ChannelName channel);
}
