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
 * The subscriptions of this node in a Redis Cluster: each channel is subscribed at the server that has its slot. When a slot
 * moves, its channels are handled as after a broken link: they are subscribed at the new server, and missed messages are read
 * from history. Thread-safe; the assignment of channels to servers runs serially on one executor.
 */
final class ClusterSubscriptions implements ChannelSubscriptions {

    private final IntFunction<Optional<ServerLinks>> owners;
    private final SerialExecutor executor;
    private final Map<ChannelName, ChannelFeed> feeds = new ConcurrentHashMap<>();
    private final Set<Integer> lostSlots = ConcurrentHashMap.newKeySet();
    private volatile boolean hasUnplaced;

    // Only on the executor:
    private final Map<ChannelFeed, ServerLinks> servers = new HashMap<>();

    /** @param owners the server that has a slot, as far as is known */
    ClusterSubscriptions(IntFunction<Optional<ServerLinks>> owners, Executor workers) {
        this.owners = owners;
        this.executor = new SerialExecutor(workers);
    }

    @Override
    public void add(ChannelFeed feed) {
        if (feeds.putIfAbsent(feed.channel(), feed) != null) {
            throw new IllegalStateException("this node is subscribed to " + feed.channel() + " already");
        }
        executor.execute(() -> subscribe(feed));
    }

    @Override
    public void remove(ChannelFeed feed) {
        if (feeds.remove(feed.channel(), feed)) {
            executor.execute(() -> unsubscribe(feed));
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

    /** A server has ended subscriptions to channels of a slot. */
    void subscriptionLost(int slot) {
        lostSlots.add(slot);
    }

    /** Another slot map is known: subscribes the channels of moved slots at their new servers. */
    void slotsChanged() {
        executor.execute(() -> {
            Set<Integer> lost = Set.copyOf(lostSlots);
            lostSlots.removeAll(lost);
            hasUnplaced = false;
            feeds.values().forEach(feed -> resubscribe(feed, lost));
        });
    }

    private void resubscribe(ChannelFeed feed, Set<Integer> lost) {
        int slot = Slots.of(feed.channel());
        @Nullable ServerLinks current = servers.get(feed);
        if (current != null
                && !lost.contains(slot)
                && owners.apply(slot).filter(current::equals).isPresent()) {
            return;
        }
        unsubscribe(feed);
        feed.linkBroke();
        subscribe(feed);
    }

    private void unsubscribe(ChannelFeed feed) {
        @Nullable ServerLinks current = servers.remove(feed);
        if (current != null) {
            current.subscriber().remove(feed);
        }
    }

    private void subscribe(ChannelFeed feed) {
        if (feeds.get(feed.channel()) != feed) {
            return;
        }
        Optional<ServerLinks> owner = owners.apply(Slots.of(feed.channel()));
        if (owner.isPresent()) {
            servers.put(feed, owner.get());
            owner.get().subscriber().add(feed);
        } else {
            hasUnplaced = true;
        }
    }

    /** Whether every channel is subscribed at the server of its slot, as far as is known. */
    boolean isSettled() {
        return !hasUnplaced && lostSlots.isEmpty();
    }
}
