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
 * The channels that this node listens to: begun when the first listener comes, ended some seconds after the last one went.
 * Thread-safe.
 */
public final class Channels {

    /** @param change which change of the holders this is, so that an old timer does not end new listening */
    private record Entry(LiveChannel channel, int holders, long change) {}

    private static final Comparator<HubStatus.Heard> BY_LISTENERS = Comparator.comparingInt(HubStatus.Heard::listeners)
            .thenComparing(heard -> heard.channel().value(), Comparator.reverseOrder());

    private final Map<ChannelName, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final ChannelParts tools;

    public Channels(ChannelParts tools) {
        this.tools = tools;
    }

    /**
     * The channel, listened to at least until it is released as often as it was retained.
     *
     * @param charge settled when it is known whether the broker began the channel
     */
    public LiveChannel retain(ChannelName name, CreationCharge charge) {
        Entry now = entries.compute(name, (n, entry) -> {
            if (entry == null) {
                return new Entry(begin(n, charge), 1, changes.incrementAndGet());
            }
            charge.giveBack();
            return new Entry(entry.channel(), entry.holders() + 1, changes.incrementAndGet());
        });
        return now.channel();
    }

    private LiveChannel begin(ChannelName name, CreationCharge charge) {
        LiveChannel channel = new LiveChannel(name, tools, this::release);
        channel.start(charge, this::forget);
        return channel;
    }

    /** Whether this node listens to a channel, or begins to. */
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
                tools.timer().after(tools.linger(), () -> end(name, change));
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
            return gone();
        });
    }

    /** It could not become live: who comes next begins anew. */
    private void forget(LiveChannel channel) {
        tools.timer()
                .execute(() -> entries.computeIfPresent(
                        channel.name(), (name, entry) -> entry.channel() == channel ? gone() : entry));
    }

    private static @Nullable Entry gone() {
        return null;
    }

    /** Who is in a channel, if this node listens to it and knows. */
    public CompletionStage<Optional<Members>> members(ChannelName name) {
        Entry entry = entries.get(name);
        return entry == null
                ? CompletableFuture.completedStage(Optional.empty())
                : entry.channel().members();
    }

    /** Lets go of what the channels need not keep any more, also those where nothing happens. */
    public void trim() {
        entries.values().forEach(entry -> entry.channel().trim());
    }

    /** How much of the recent past all of them keep. */
    public long recentBytes() {
        return tools.runs().kept();
    }

    /** Which of them are listened to; those with most listeners by name, at most so many. Looks at each of them once. */
    public HubStatus.Audience audience(int most) {
        PriorityQueue<HubStatus.Heard> top = new PriorityQueue<>(BY_LISTENERS);
        int inboxes = 0;
        for (Entry entry : entries.values()) {
            ChannelName name = entry.channel().name();
            if (entry.holders() > 0 && name.isInbox()) {
                inboxes++;
            } else if (entry.holders() > 0) {
                top.add(new HubStatus.Heard(name, entry.holders()));
                if (top.size() > most) {
                    top.remove();
                }
            }
        }
        return new HubStatus.Audience(
                top.stream().sorted(BY_LISTENERS.reversed()).toList(), inboxes);
    }

    public HubCounters counters() {
        return tools.counters();
    }

    public int count() {
        return entries.size();
    }

    /** How many listeners they have, all together. Looks at each channel once. */
    public long subscriptions() {
        return entries.values().stream().mapToLong(Entry::holders).sum();
    }

    public void close() {
        entries.values().forEach(entry -> entry.channel().close());
    }
}
