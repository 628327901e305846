package org.backplane.broker.redis.feed;

import java.util.concurrent.CompletionStage;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/** What a feed needs besides what pub/sub carries. Thread-safe; no method blocks. */
public interface FeedSource {

    /** Reads what a channel is. */
    CompletionStage<Revised<Snapshot>> snapshot(ChannelName channel);

    /** Reads what follows a position. */
    CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes);

    /**
     * Reads how far a channel is.
     *
     * @param told what this node was told last; if the channel knows less of the same epoch, its end was lost, and it begins
     *     a new epoch that no older position is good in
     */
    CompletionStage<Revised<Position>> check(ChannelName channel, Position told);

    /** Does something after a while. */
    void later(long millis, Runnable task);

    /** The channel goes on in another epoch: Redis may have lost what it knew of it. */
    void anotherLife(ChannelName channel);

    /** Where the feed tells what happens to it. */
    FeedLog log();

    /** Ends what feeds the feed. */
    void remove(ChannelFeed feed);
}
