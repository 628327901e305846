package org.backplane.broker.redis.feed;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/** The reads and services that a feed needs besides pub/sub. Thread-safe; no method blocks. */
public interface FeedSource {

    /** Reads a snapshot of a channel. */
    CompletionStage<Revised<Snapshot>> snapshot(ChannelName channel);

    /** Reads the messages after a position, at most {@code maxBytes} of lines but at least one. */
    CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes);

    /**
     * Reads the last position of a channel.
     *
     * @param delivered the position that this node has delivered; if the channel is behind it in the same epoch, Redis
     *     has lost the end of the log, and the channel starts a new epoch in which no older position is valid
     */
    CompletionStage<Revised<Position>> check(ChannelName channel, Position delivered);

    /** Runs a task after a delay. */
    void later(long millis, Runnable task);

    /** Called when a channel continues in another epoch: Redis may have lost its members. */
    void epochChanged(ChannelName channel);

    /** The log of irregular events. */
    FeedLog log();

    /** Ends the pub/sub subscription of a feed. */
    void remove(ChannelFeed feed);
}
