package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;

/**
 * A node of a test with blocking variants of the broker's operations.
 *
 * @param identity the identity of the node
 * @param broker the broker under test
 */
public record TestNode(NodeIdentity identity, Broker broker) {

    private static final int PLENTY = 256 << 10;

    /** A live subscription. */
    public record Listening(RecordingListener listener, Subscription subscription, Snapshot start) {

        /** Waits for messages, and asserts that exactly these were delivered, once and in order. */
        public void awaitClean(int count) {
            listener.awaitMessages(count);
            listener.assertClean(start.position(), count);
        }
    }

    /** Subscribes, with retries until it succeeds: if the machine stalls for two seconds, the broker gives up. */
    public Listening listen(ChannelName channel) {
        Queue<Listening> live = new ConcurrentLinkedQueue<>();
        Eventually.eventually("a subscription", () -> {
            try {
                return live.add(subscribe(channel));
            } catch (BrokerUnavailableException again) {
                return false;
            }
        });
        return live.remove();
    }

    /** Subscribes once, and waits until the subscription is live. */
    public Listening subscribe(ChannelName channel) {
        RecordingListener listener = new RecordingListener();
        Subscription subscription = broker.subscribe(channel, listener);
        return new Listening(listener, subscription, answer(subscription.live()));
    }

    /** Publishes. */
    public Published publish(Publication publication) {
        return answer(broker.publish(publication));
    }

    /** Publishes a number of small messages at once and waits for all. */
    public List<Published> publish(ChannelName channel, int count) {
        return Publications.several(channel, count).stream().map(broker::publish).toList().stream()
                .map(Eventually::answer)
                .toList();
    }

    /** Reads all messages after a position. */
    public Recovery recover(ChannelName channel, Position since) {
        return recover(channel, since, Integer.MAX_VALUE);
    }

    /** Reads messages after a position. */
    public Recovery recover(ChannelName channel, Position since, int maxBytes) {
        return answer(broker.recover(channel, since, maxBytes));
    }

    /** Reads all messages after a position, in several steps if necessary. */
    public List<StoredMessage> recoverAll(ChannelName channel, Position since, int maxBytes) {
        List<StoredMessage> all = new ArrayList<>();
        Recovery step;
        do {
            step = recover(
                    channel, all.isEmpty() ? since : all.get(all.size() - 1).position(), maxBytes);
            assertThat(step.recovered()).isTrue();
            assertThat(step.more() && step.messages().isEmpty()).isFalse();
            all.addAll(step.messages());
        } while (step.more());
        return all;
    }

    /** Reads a page of history. */
    public HistoryPage history(ChannelName channel, Position before, int limit) {
        return answer(broker.history(channel, new HistoryQuery(before, limit, PLENTY)));
    }

    /** Reads a snapshot of the channel, creating it if necessary. */
    public Snapshot snapshot(ChannelName channel) {
        return answer(broker.snapshot(channel));
    }

    /** Reads a snapshot of the channel, if it exists. */
    public Optional<Snapshot> existing(ChannelName channel) {
        return answer(broker.existing(channel));
    }

    /** Whether the channel exists. */
    public boolean exists(ChannelName channel) {
        return answer(broker.exists(channel));
    }

    /** The position of the channel's last message. */
    public Position top(ChannelName channel) {
        return snapshot(channel).position();
    }

    /** Writes a document if it has the expected version; below 0 for any version. */
    public SetResult set(ChannelName channel, String key, String value, long expected) {
        return answer(broker.set(
                channel, key, JsonText.parse(value), expected < 0 ? OptionalLong.empty() : OptionalLong.of(expected)));
    }

    /** Writes a document without a version check. */
    public StateDocument set(ChannelName channel, String key, String value) {
        SetResult result = set(channel, key, value, -1);
        assertThat(result).isInstanceOf(SetResult.Written.class);
        return ((SetResult.Written) result).document();
    }

    /** A user's presence on this node. */
    public Presence presence(String user, int connections) {
        return new Presence(identity.id(), identity.name(), new UserId(user), new DisplayName(user), true, connections);
    }

    /** Adds a member. */
    public Presence join(ChannelName channel, String user, int connections) {
        Presence presence = presence(user, connections);
        answer(broker.join(channel, presence));
        return presence;
    }

    /** Removes a member. */
    public void leave(ChannelName channel, String user) {
        answer(broker.leave(channel, new UserId(user)));
    }
}
