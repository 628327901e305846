package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.redis.script.UnreadableLog;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/**
 * Counts and logs the irregular events of all feeds of this node. Log lines are rate-limited together for all channels.
 * Thread-safe.
 */
public final class FeedLog {

    private static final System.Logger LOG = System.getLogger(ChannelFeed.class.getName());

    private final RateLimitedLog overflows = new RateLimitedLog(LOG);
    private final RateLimitedLog foreign = new RateLimitedLog(LOG);
    private final RateLimitedLog losses = new RateLimitedLog(LOG);
    private final RateLimitedLog resets = new RateLimitedLog(LOG);
    private final BrokerEvents events;
    private final UnreadableLog unreadable;

    public FeedLog(BrokerEvents events) {
        this.events = events;
        this.unreadable = new UnreadableLog(events);
    }

    /** Counts member changes that could not be parsed. */
    void unreadable(ChannelName channel, int count) {
        for (int i = 0; i < count; i++) {
            unreadable.skipped("a change of a member", channel);
        }
    }

    /** A message does not follow the delivered position. */
    void gap(ChannelName channel) {
        events.count(BrokerEvent.GAP);
        LOG.log(Level.DEBUG, "reading what is missing in {0}", channel);
    }

    /** A channel is behind Redis and does not advance. */
    void repaired(ChannelName channel, Object here, Object redis) {
        events.count(BrokerEvent.REPAIR);
        LOG.log(Level.DEBUG, "{0} does not advance from {1}, but Redis is at {2}", channel, here, redis);
    }

    /** A channel has more traffic than this node processes. */
    void overflowed(ChannelName channel) {
        events.count(BrokerEvent.OVERFLOW);
        overflows.log(
                Level.WARNING,
                "The channel " + channel
                        + " carries more than this node takes in: it is read from history, later than usual. If it goes on, the node needs more CPU or the channel less traffic.");
    }

    /** A payload that cannot be parsed was published. */
    void foreign(ChannelName channel) {
        events.count(BrokerEvent.FOREIGN_PAYLOAD);
        foreign.log(
                Level.WARNING,
                "Something that is not from Backplane was published to the Redis channel of " + channel
                        + " and is ignored. Applications that share a Redis need a redis/prefix each.");
    }

    /** Offsets up to a position are used by other messages. */
    void lost(ChannelName channel, Position before) {
        events.count(BrokerEvent.LOST_END);
        losses.log(
                Level.WARNING,
                "Redis has lost messages of " + channel + " before " + before
                        + " without a restart: its listeners are told to reload. Look for deleted keys, and for a maxmemory-policy that is not noeviction.");
    }

    /** The messages after a position are no longer in history. */
    void reset(ChannelName channel, Position before) {
        events.count(BrokerEvent.RESET);
        resets.log(
                Level.INFO,
                "History of " + channel + " could not bridge a gap after " + before
                        + ": its listeners are told to reload.");
    }
}
