package org.backplane.broker.redis.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.backplane.broker.redis.link.PubSubConnection;

/**
 * The state of one subscribed connection: the subscriptions that were requested, and the confirmations that are
 * outstanding. The executor sends requests; the subscriber's thread receives confirmations.
 */
final class SubscribedLink {

    private final PubSubConnection connection;
    private final Map<String, Deque<ChannelFeed>> unconfirmed = new ConcurrentHashMap<>();
    private final Map<String, Integer> unsubscribes = new ConcurrentHashMap<>();

    /** The feeds of the requested subscriptions by name; used on the executor only. */
    private final Map<String, ChannelFeed> subscribed = new HashMap<>();

    SubscribedLink(PubSubConnection connection) {
        this.connection = connection;
    }

    PubSubConnection connection() {
        return connection;
    }

    /** The feeds of the requested subscriptions by name: the live map, to be modified on the executor only. */
    Map<String, ChannelFeed> subscribed() {
        return subscribed;
    }

    /** Expects a confirmation; those for one name arrive in the order of the requests. */
    void expectConfirmation(String name, ChannelFeed feed) {
        unconfirmed.compute(name, (n, waiting) -> {
            Deque<ChannelFeed> all = waiting == null ? new ArrayDeque<>() : waiting;
            all.add(feed);
            return all;
        });
    }

    /** Takes a confirmation; returns the feed that requested it, if any. */
    Optional<ChannelFeed> confirmed(String name) {
        ChannelFeed[] feed = new ChannelFeed[1];
        unconfirmed.computeIfPresent(name, (n, waiting) -> {
            feed[0] = waiting.remove();
            return waiting.isEmpty() ? null : waiting;
        });
        return Optional.ofNullable(feed[0]);
    }

    /** Expects the confirmation of an UNSUBSCRIBE. */
    void expectUnsubscribed(String name) {
        unsubscribes.merge(name, 1, Integer::sum);
    }

    /** Takes the confirmation of an UNSUBSCRIBE; returns false if this node did not request it. */
    boolean confirmUnsubscribed(String name) {
        Integer left = unsubscribes.computeIfPresent(name, (n, due) -> due - 1);
        if (left != null && left == 0) {
            unsubscribes.remove(name, 0);
        }
        return left != null;
    }

    /** Expects no more confirmations for a name. */
    void forget(String name) {
        unconfirmed.remove(name);
        unsubscribes.remove(name);
    }

    /** Expects no more confirmations for names whose requests were refused. */
    void forgetAll(Predicate<String> names) {
        unconfirmed.keySet().removeIf(names);
        unsubscribes.keySet().removeIf(names);
    }
}
