package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerEvents;
import org.backplane.broker.redis.script.UnreadableLog;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;

/**
 * What administrators are told of the feeds: each kind of event is counted, and logged seldom, together for all channels of
 * the node, so that many of them do not fill the log. Thread-safe.
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

    /** So many of the changes of members that were published together cannot be read. */
    void unreadable(ChannelName channel, int count) {
        for (int i = 0; i < count; i++) {
            unreadable.skipped("a change of a member", channel);
        }
    }

    /** A message arrived that does not follow what was told. */
    void gap(ChannelName channel) {
        events.count(BrokerEvent.GAP);
        LOG.log(Level.DEBUG, "reading what is missing in {0}", channel);
    }

    /** A channel stands still behind Redis. */
    void repaired(ChannelName channel, Object here, Object redis) {
        events.count(BrokerEvent.REPAIR);
        LOG.log(Level.DEBUG, "{0} stands still at {1}, but is at {2}", channel, here, redis);
    }

    /** A channel carries more than is taken in. */
    void overflowed(ChannelName channel) {
        events.count(BrokerEvent.OVERFLOW);
        overflows.log(
                Level.WARNING,
                "The channel " + channel
                        + " carries more than this node takes in: it is read from history, later than usual. If it goes on, the node needs more CPU or the channel less traffic.");
    }

    /** Something was published that cannot be read. */
    void foreign(ChannelName channel) {
        events.count(BrokerEvent.FOREIGN_PAYLOAD);
        foreign.log(
                Level.WARNING,
                "Something that is not from Backplane was published to the Redis channel of " + channel
                        + " and is ignored. Applications that share a Redis need a redis/prefix each.");
    }

    /** Offsets up to a position were given to other messages. */
    void lost(ChannelName channel, Position before) {
        events.count(BrokerEvent.LOST_END);
        losses.log(
                Level.WARNING,
                "Redis has lost messages of " + channel + " before " + before
                        + " without a restart: its listeners are told to reload. Look for deleted keys, and for a maxmemory-policy that is not noeviction.");
    }

    /** What follows a position is not in history any more. */
    void reset(ChannelName channel, Position before) {
        events.count(BrokerEvent.RESET);
        resets.log(
                Level.INFO,
                "History of " + channel + " could not bridge a gap after " + before
                        + ": its listeners are told to reload.");
    }
}
