package org.backplane.broker.redis.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.backplane.broker.redis.feed.ChannelFeed;
import org.backplane.broker.redis.feed.ChannelSubscriptions;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.server.ServerLinks;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Which channels this node hears from a Redis Cluster: each by the server that has its slot. For a channel a slot that
 * moves is a link that broke: it is subscribed elsewhere, and what was missed is read from history. Thread-safe; channels
 * are given to servers on one turn.
 */
final class ClusterSubscriptions implements ChannelSubscriptions {

    private final IntFunction<Optional<ServerLinks>> owners;
    private final SerialExecutor turn;
    private final Map<ChannelName, ChannelFeed> feeds = new ConcurrentHashMap<>();
    private final Set<Integer> unheard = ConcurrentHashMap.newKeySet();
    private volatile boolean waiting;

    // On the turn only:
    private final Map<ChannelFeed, ServerLinks> places = new HashMap<>();

    /** @param owners who has a slot, as far as is known now */
    ClusterSubscriptions(IntFunction<Optional<ServerLinks>> owners, Executor threads) {
        this.owners = owners;
        this.turn = new SerialExecutor(threads);
    }

    @Override
    public void add(ChannelFeed feed) {
        if (feeds.putIfAbsent(feed.channel(), feed) != null) {
            throw new IllegalStateException("this node listens to " + feed.channel() + " already");
        }
        turn.execute(() -> place(feed));
    }

    @Override
    public void remove(ChannelFeed feed) {
        if (feeds.remove(feed.channel(), feed)) {
            turn.execute(() -> takeAway(feed));
        }
    }

    @Override
    public int channels() {
        return feeds.size();
    }

    @Override
    public Iterable<ChannelFeed> feeds() {
        return feeds.values();
    }

    /** A server hears a slot, or some channel of it, no longer. */
    void unheard(int slot) {
        unheard.add(slot);
    }

    /** Another map is known: gives channels whose slots moved to whoever has them now. */
    void learned() {
        turn.execute(() -> {
            Set<Integer> again = Set.copyOf(unheard);
            unheard.removeAll(again);
            waiting = false;
            feeds.values().forEach(feed -> move(feed, again));
        });
    }

    private void move(ChannelFeed feed, Set<Integer> again) {
        int slot = Slots.of(feed.channel());
        @Nullable ServerLinks here = places.get(feed);
        if (here != null
                && !again.contains(slot)
                && owners.apply(slot).filter(here::equals).isPresent()) {
            return;
        }
        takeAway(feed);
        feed.linkBroke();
        place(feed);
    }

    private void takeAway(ChannelFeed feed) {
        @Nullable ServerLinks here = places.remove(feed);
        if (here != null) {
            here.subscriber().remove(feed);
        }
    }

    private void place(ChannelFeed feed) {
        if (feeds.get(feed.channel()) != feed) {
            return;
        }
        Optional<ServerLinks> owner = owners.apply(Slots.of(feed.channel()));
        if (owner.isPresent()) {
            places.put(feed, owner.get());
            owner.get().subscriber().add(feed);
        } else {
            waiting = true;
        }
    }

    /** Whether every channel has its server, as far as is known. */
    boolean isSettled() {
        return !waiting && unheard.isEmpty();
    }
}
