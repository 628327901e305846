package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import org.backplane.broker.RareLog;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/**
 * What administrators are told of the feeds: each kind of thing seldom, and together for all channels of the node, so that
 * many of them do not fill the log either. Thread-safe.
 */
final class FeedLog {

    private static final System.Logger LOG = System.getLogger(RedisFeed.class.getName());
    private static final RareLog OVERFLOWS = new RareLog(LOG);
    private static final RareLog FOREIGN = new RareLog(LOG);
    private static final RareLog LOSSES = new RareLog(LOG);
    private static final RareLog RESETS = new RareLog(LOG);

    private FeedLog() {}

    static void overflowed(ChannelName channel) {
        OVERFLOWS.log(
                Level.WARNING,
                "The channel " + channel
                        + " carries more than this node takes in: it is read from history, later than usual. If it goes on, the node needs more CPU or the channel less traffic.");
    }

    static void foreign(ChannelName channel, RuntimeException why) {
        FOREIGN.log(
                Level.WARNING,
                "Something that is not from Backplane was published to the Redis channel of " + channel
                        + " and is ignored. Applications that share a Redis need a redis/prefix each.",
                why);
    }

    static void lost(ChannelName channel, Position before) {
        LOSSES.log(
                Level.WARNING,
                "Redis has lost messages of " + channel + " before " + before
                        + " without a restart: its listeners are told to reload. Look for deleted keys, and for a maxmemory-policy that is not noeviction.");
    }

    static void reset(ChannelName channel, Position before) {
        RESETS.log(
                Level.INFO,
                "History of " + channel + " could not bridge a gap after " + before
                        + ": its listeners are told to reload.");
    }
}
