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

        /** Waits for messages, and asserts that they are all that there is and came as they should. */
        public void awaitClean(int count) {
            listener.awaitMessages(count);
            listener.assertClean(start.position(), count);
        }
    }

    /** Subscribes until that is live: a machine that stands still for two seconds makes the broker give up. */
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

    /** Subscribes once, and waits until that is live. */
    public Listening subscribe(ChannelName channel) {
        RecordingListener listener = new RecordingListener();
        Subscription subscription = broker.subscribe(channel, listener);
        return new Listening(listener, subscription, answer(subscription.live()));
    }

    /** Publishes. */
    public Published publish(Publication publication) {
        return answer(broker.publish(publication));
    }

    /** Publishes so many small messages at once and waits for all. */
    public List<Published> publish(ChannelName channel, int count) {
        return Publications.several(channel, count).stream().map(broker::publish).toList().stream()
                .map(Eventually::answer)
                .toList();
    }

    /** Reads what follows a position, all of it. */
    public Recovery recover(ChannelName channel, Position since) {
        return recover(channel, since, Integer.MAX_VALUE);
    }

    /** Reads what follows a position. */
    public Recovery recover(ChannelName channel, Position since, int maxBytes) {
        return answer(broker.recover(channel, since, maxBytes));
    }

    /** Reads what follows a position in as many steps as it takes. */
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

    /** Reads a page of the past. */
    public HistoryPage history(ChannelName channel, Position before, int limit) {
        return answer(broker.history(channel, new HistoryQuery(before, limit, PLENTY)));
    }

    /** Reads what the channel is. */
    public Snapshot snapshot(ChannelName channel) {
        return answer(broker.snapshot(channel));
    }

    /** Reads what the channel is, if it is there. */
    public Optional<Snapshot> existing(ChannelName channel) {
        return answer(broker.existing(channel));
    }

    /** Asks whether the channel is there. */
    public boolean exists(ChannelName channel) {
        return answer(broker.exists(channel));
    }

    /** The position of the channel's last message. */
    public Position top(ChannelName channel) {
        return snapshot(channel).position();
    }

    /** Writes a document that has the expected version; below 0: whatever it has. */
    public SetResult set(ChannelName channel, String key, String value, long expected) {
        return answer(broker.set(
                channel, key, JsonText.parse(value), expected < 0 ? OptionalLong.empty() : OptionalLong.of(expected)));
    }

    /** Writes a document, whatever version it has. */
    public StateDocument set(ChannelName channel, String key, String value) {
        SetResult result = set(channel, key, value, -1);
        assertThat(result).isInstanceOf(SetResult.Written.class);
        return ((SetResult.Written) result).document();
    }

    /** A user's presence on this node. */
    public Presence presence(String user, int connections) {
        return new Presence(identity.id(), identity.name(), new UserId(user), new DisplayName(user), true, connections);
    }

    /** Enters a user. */
    public Presence join(ChannelName channel, String user, int connections) {
        Presence presence = presence(user, connections);
        answer(broker.join(channel, presence));
        return presence;
    }

    /** Takes a user out. */
    public void leave(ChannelName channel, String user) {
        answer(broker.leave(channel, new UserId(user)));
    }
}
