package org.backplane.hub.channel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.backplane.message.ChannelName;
import org.backplane.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of a channel that still catch up, and their reads: from the recent messages where these reach back far
 * enough, else from the broker. Not thread-safe; used on the channel's executor.
 */
final class CatchUpReads {

    private final ChannelName channel;
    private final ChannelParts parts;
    private final RecentMessages recentMessages;
    private final Executor executor;
    private Set<Subscriber> subscribers = Set.of();

    /** Created by the first read: most channels are never read. */
    private @Nullable SharedReads brokerReads;

    CatchUpReads(ChannelName channel, ChannelParts parts, RecentMessages recentMessages, Executor executor) {
        this.channel = channel;
        this.parts = parts;
        this.recentMessages = recentMessages;
        this.executor = executor;
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    void add(Subscriber subscriber) {
        subscribers = subscribers.isEmpty() ? new LinkedHashSet<>() : subscribers;
        subscribers.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        if (subscribers.contains(subscriber)) {
            subscribers.remove(subscriber);
            subscribers = subscribers.isEmpty() ? Set.of() : subscribers;
        }
    }

    /** Answers from the recent messages at once, or when the broker has answered. */
    void read(SharedReads.Request request) {
        recentMessages.trim(true);
        if (recentMessages.reaches(request.since())) {
            parts.counters().recalls.increment();
            request.recovered()
                    .accept(recentMessages.after(request.since(), parts.budget().recoveryBytes()));
        } else {
            parts.counters().recoveries.increment();
            brokerReads().read(request);
        }
    }

    private SharedReads brokerReads() {
        SharedReads created = brokerReads;
        if (created == null) {
            created = new SharedReads(
                    since -> parts.broker()
                            .recover(channel, since, parts.budget().recoveryBytes()),
                    recentMessages::prepend,
                    executor);
            brokerReads = created;
        }
        return created;
    }

    /** The channel has delivered these messages to the subscribers that do not catch up. */
    void delivered(List<StoredMessage> messages) {
        if (!subscribers.isEmpty()) {
            List.copyOf(subscribers).forEach(subscriber -> subscriber.catchUp().delivered(messages));
        }
    }

    /** Drops the pending reads without an answer. Returns a copy of the subscribers that catch up, for new reads. */
    Set<Subscriber> cancel() {
        if (brokerReads != null) {
            brokerReads.cancel();
        }
        return new LinkedHashSet<>(subscribers);
    }
}
