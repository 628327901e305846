package org.backplane.broker.redis.feed;

/** Which channels this node hears by pub/sub. Thread-safe; no caller is blocked. */
public interface ChannelSubscriptions {

    /** Listens to the feed's channel; the feed is told once it is confirmed, again after each broken link. */
    void add(ChannelFeed feed);

    /** Listens to the feed's channel no longer. */
    void remove(ChannelFeed feed);

    /** How many channels this node listens to. */
    int channels();

    /** The feeds that are open: a live view. */
    Iterable<ChannelFeed> feeds();
}
