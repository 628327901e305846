package org.backplane.hub.channel;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.message.ChannelName;
import org.backplane.message.Members;
import org.jspecify.annotations.Nullable;

/**
 * The channels that this node is subscribed to: subscribed for the first subscriber, unsubscribed some seconds after the last
 * one has left. Thread-safe; no method blocks.
 */
public final class Channels {

    /**
     * @param holders calls of {@link #retain} without their release
     * @param change number of the last change of the holders, so that a timer set before it does not end the subscription
     */
    private record Entry(LiveChannel channel, int holders, long change) {}

    private static final Comparator<HubStatus.SubscribedChannel> BY_SUBSCRIBERS = Comparator.comparingInt(
                    HubStatus.SubscribedChannel::subscribers)
            .thenComparing(subscribed -> subscribed.channel().value(), Comparator.reverseOrder());

    private final Map<ChannelName, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final ChannelParts parts;

    public Channels(ChannelParts parts) {
        this.parts = parts;
    }

    /**
     * Returns the channel, subscribed at least until it is released as often as it was retained.
     *
     * @param charge settled when it is known whether the broker created the channel
     */
    public LiveChannel retain(ChannelName name, CreationCharge charge) {
        Entry now = entries.compute(name, (n, entry) -> {
            if (entry == null) {
                return new Entry(subscribe(n, charge), 1, changes.incrementAndGet());
            }
            charge.giveBack();
            return new Entry(entry.channel(), entry.holders() + 1, changes.incrementAndGet());
        });
        return now.channel();
    }

    private LiveChannel subscribe(ChannelName name, CreationCharge charge) {
        LiveChannel channel = new LiveChannel(name, parts, this::release);
        channel.start(charge, this::removeFailed);
        return channel;
    }

    /** Whether this node is subscribed to a channel, or waits for the broker to confirm that. */
    boolean contains(ChannelName name) {
        return entries.containsKey(name);
    }

    private void release(LiveChannel channel) {
        entries.computeIfPresent(channel.name(), (name, entry) -> {
            if (entry.channel() != channel) {
                return entry;
            }
            long change = changes.incrementAndGet();
            if (entry.holders() == 1) {
                parts.timer().after(parts.linger(), () -> end(name, change));
            }
            return new Entry(channel, entry.holders() - 1, change);
        });
    }

    private void end(ChannelName name, long change) {
        entries.computeIfPresent(name, (n, entry) -> {
            if (entry.change() != change) {
                return entry;
            }
            entry.channel().close();
            return none();
        });
    }

    /** Removes a channel that could not become live: the next subscriber begins another one. */
    private void removeFailed(LiveChannel channel) {
        parts.timer()
                .execute(() -> entries.computeIfPresent(
                        channel.name(), (name, entry) -> entry.channel() == channel ? none() : entry));
    }

    private static @Nullable Entry none() {
        return null;
    }

    /**
     * The members of a channel; empty if it is not live on this node, or if this node does not know all names although there
     * are few enough to be named.
     */
    public CompletionStage<Optional<Members>> members(ChannelName name) {
        Entry entry = entries.get(name);
        return entry == null
                ? CompletableFuture.completedStage(Optional.empty())
                : entry.channel().members();
    }

    /** Drops recent messages that exceed the budget or are too old, also in quiet channels. */
    public void trim() {
        entries.values().forEach(entry -> entry.channel().trim());
    }

    /** The bytes of recent messages that all channels keep. */
    public long recentBytes() {
        return parts.recentMessages().used();
    }

    /**
     * The channels that have subscribers, as far as the status shows them. Takes time in proportion to all channels.
     *
     * @param maxNamed the number of channels that are named, those with the most subscribers
     */
    public HubStatus.SubscribedChannels subscribed(int maxNamed) {
        PriorityQueue<HubStatus.SubscribedChannel> top = new PriorityQueue<>(BY_SUBSCRIBERS);
        int inboxes = 0;
        for (Entry entry : entries.values()) {
            ChannelName name = entry.channel().name();
            if (entry.holders() > 0 && name.isInbox()) {
                inboxes++;
            } else if (entry.holders() > 0) {
                top.add(new HubStatus.SubscribedChannel(name, entry.holders()));
                if (top.size() > maxNamed) {
                    top.remove();
                }
            }
        }
        return new HubStatus.SubscribedChannels(
                top.stream().sorted(BY_SUBSCRIBERS.reversed()).toList(), inboxes);
    }

    public HubCounters counters() {
        return parts.counters();
    }

    public int count() {
        return entries.size();
    }

    /** The number of subscribers of all channels. Takes time in proportion to the number of channels. */
    public long subscriptions() {
        return entries.values().stream().mapToLong(Entry::holders).sum();
    }

    public void close() {
        entries.values().forEach(entry -> entry.channel().close());
    }
}
