package org.backplane.broker.redis.feed;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.broker.redis.script.RedisKeys;

/** The feeds of the channels that are subscribed to at one server, by the names of their pub/sub channels. Thread-safe. */
final class FeedRegistry {

    private final RedisKeys keys;
    private final Map<String, ChannelFeed> feeds = new ConcurrentHashMap<>();

    FeedRegistry(RedisKeys keys) {
        this.keys = keys;
    }

    /**
     * Adds a feed and returns its name.
     *
     * @throws IllegalStateException if the channel has a feed already
     */
    String add(ChannelFeed feed) {
        String name = name(feed);
        if (feeds.putIfAbsent(name, feed) != null) {
            throw new IllegalStateException("this node is subscribed to " + feed.channel() + " already");
        }
        return name;
    }

    /** Removes a feed and returns its name; empty if it was not registered. */
    Optional<String> remove(ChannelFeed feed) {
        String name = name(feed);
        return feeds.remove(name, feed) ? Optional.of(name) : Optional.empty();
    }

    private String name(ChannelFeed feed) {
        return RedisKeys.text(keys.pubSub(feed.channel()));
    }

    Optional<ChannelFeed> get(String name) {
        return Optional.ofNullable(feeds.get(name));
    }

    int size() {
        return feeds.size();
    }

    /** The feeds: a live view. */
    Iterable<ChannelFeed> all() {
        return feeds.values();
    }

    /** The names of the feeds: a live view. */
    Set<String> names() {
        return feeds.keySet();
    }

    /** Passes a payload to the feed of this name, if there is one. See {@link ChannelFeed#received}. */
    void received(String name, byte[] payload, boolean isIdle) {
        ChannelFeed feed = feeds.get(name);
        if (feed != null) {
            feed.received(payload, isIdle);
        }
    }

    /** Informs a feed of its subscription only while it is registered here: it may have moved to another server. */
    void subscribed(String name, ChannelFeed feed) {
        feeds.computeIfPresent(name, (n, registered) -> {
            if (registered == feed) {
                feed.subscribed();
            }
            return registered;
        });
    }

    /** Informs the feed of this name, if there is one, that its payloads do not arrive. */
    void linkBroke(String name) {
        feeds.computeIfPresent(name, (n, feed) -> {
            feed.linkBroke();
            return feed;
        });
    }

    /** Informs all feeds that their payloads do not arrive. */
    void linkBroke() {
        feeds.keySet().forEach(this::linkBroke);
    }
}
