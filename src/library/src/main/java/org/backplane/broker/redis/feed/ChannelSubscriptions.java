package org.backplane.broker.redis.feed;

/** The pub/sub subscriptions of this node. Thread-safe; no method blocks. */
public interface ChannelSubscriptions {

    /**
     * Subscribes to the channel of a feed. The feed is informed when Redis has confirmed it, and again after each
     * reconnect.
     */
    void add(ChannelFeed feed);

    /** Unsubscribes from the channel of a feed. */
    void remove(ChannelFeed feed);

    /** The number of subscribed channels. */
    int channels();

    /** The open feeds: a live view. */
    Iterable<ChannelFeed> feeds();
}
