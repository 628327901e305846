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
 * One subscribed connection's life: what it was told to hear, and what it has answered. The turn tells, the subscriber's
 * thread hears the answers.
 */
final class SubscribedLink {

    private final PubSubConnection connection;
    private final Map<String, Deque<ChannelFeed>> unconfirmed = new ConcurrentHashMap<>();
    private final Map<String, Integer> farewells = new ConcurrentHashMap<>();

    /** Whose channels it was told to hear, by name; only on the turn. */
    private final Map<String, ChannelFeed> subscribed = new HashMap<>();

    SubscribedLink(PubSubConnection connection) {
        this.connection = connection;
    }

    PubSubConnection connection() {
        return connection;
    }

    /** On the turn: whose channels it was told to hear, by name; to be changed. */
    Map<String, ChannelFeed> subscribed() {
        return subscribed;
    }

    /** A confirmation will come; for one name they come in the order in which they were asked for. */
    void expectConfirmation(String name, ChannelFeed feed) {
        unconfirmed.compute(name, (n, waiting) -> {
            Deque<ChannelFeed> all = waiting == null ? new ArrayDeque<>() : waiting;
            all.add(feed);
            return all;
        });
    }

    /** A confirmation has come; for whom, if anybody waits for it. */
    Optional<ChannelFeed> confirmed(String name) {
        ChannelFeed[] feed = new ChannelFeed[1];
        unconfirmed.computeIfPresent(name, (n, waiting) -> {
            feed[0] = waiting.remove();
            return waiting.isEmpty() ? null : waiting;
        });
        return Optional.ofNullable(feed[0]);
    }

    /** The end of a subscription will be told. */
    void expectFarewell(String name) {
        farewells.merge(name, 1, Integer::sum);
    }

    /** The end of a subscription was told; false if nobody had asked for it. */
    boolean saidFarewell(String name) {
        Integer left = farewells.computeIfPresent(name, (n, due) -> due - 1);
        if (left != null && left == 0) {
            farewells.remove(name, 0);
        }
        return left != null;
    }

    /** Nothing more will be told of a name. */
    void forget(String name) {
        unconfirmed.remove(name);
        farewells.remove(name);
    }

    /** Nothing more will be told of these: what was asked for them was refused. */
    void forgetAll(Predicate<String> names) {
        unconfirmed.keySet().removeIf(names);
        farewells.keySet().removeIf(names);
    }
}
