package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.util.List;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.script.PubSubPayload;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.broker.redis.script.StreamEntry;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the messages and changes of one channel to its listener, each message once and in the order of the positions, and
 * says when messages are missing. Used only on the channel's executor.
 */
final class FeedDelivery {

    private static final System.Logger LOG = System.getLogger(ChannelFeed.class.getName());

    private final ChannelName channel;
    private final ChannelListener listener;
    private final RevisionFeed changes;
    private final FeedSource source;
    private @Nullable DeliveredPosition delivered;

    /** @param listener must not throw */
    FeedDelivery(ChannelName channel, ChannelListener listener, RevisionFeed changes, FeedSource source) {
        this.channel = channel;
        this.listener = listener;
        this.changes = changes;
        this.source = source;
    }

    /** What the feed has to do after a payload. */
    enum Outcome {
        /** Nothing: the payload was delivered, or was delivered before. */
        DONE,
        /** Messages before or in the payload have to be read from history. */
        MESSAGES_MISSING,
        /** Redis has lost messages that were delivered, and uses their offsets again. */
        END_LOST
    }

    /** Whether there is a position after which to deliver. */
    boolean hasBegun() {
        return delivered != null;
    }

    /** The position of the last message that was delivered. */
    Position position() {
        return delivered().position();
    }

    /** The position and the revision up to which messages and changes were delivered. */
    Revised<Position> reached() {
        return new Revised<>(changes.revision(), position());
    }

    private DeliveredPosition delivered() {
        DeliveredPosition known = delivered;
        if (known == null) {
            throw new IllegalStateException(channel + " is not live yet");
        }
        return known;
    }

    /** Continues from a snapshot that the listener gets elsewhere. */
    void begin(Revised<Snapshot> now) {
        delivered = DeliveredPosition.of(now.value().position());
        changes.begin(now);
    }

    /** Resets the listener to a snapshot and continues from it. */
    void reset(Revised<Snapshot> now) {
        moveTo(DeliveredPosition.of(now.value().position()));
        changes.mayHaveMissedSome(); // a read in flight may be older than this snapshot
        changes.begin(now);
        listener.reset(now.value());
    }

    /** Delivers messages that were read from history; the last one is at {@code last}. */
    void deliver(List<StoredMessage> messages, Position last) {
        moveTo(delivered().advance(messages, last));
        if (!messages.isEmpty()) {
            listener.messages(messages);
        }
    }

    private void moveTo(DeliveredPosition now) {
        if (!now.position().epoch().equals(position().epoch())) {
            source.epochChanged(channel);
        }
        delivered = now;
    }

    /** Delivers a payload of pub/sub. */
    Outcome deliver(byte[] bytes) {
        PubSubPayload payload;
        try {
            payload = PubSubPayload.parse(bytes);
        } catch (RuntimeException unreadable) {
            source.log().foreign(channel);
            return PubSubPayload.mayBeMessages(bytes) ? Outcome.MESSAGES_MISSING : Outcome.DONE;
        }
        if (payload instanceof PubSubPayload.Messages messages) {
            return deliver(messages.entry());
        } else if (payload instanceof PubSubPayload.Transient message) {
            listener.transientMessage(message.line());
        } else if (payload instanceof PubSubPayload.Changes some) {
            source.log().unreadable(channel, some.unreadable());
            some.changes().forEach(changes::accept);
        }
        return Outcome.DONE;
    }

    private Outcome deliver(StreamEntry entry) {
        DeliveredPosition before = delivered();
        switch (before.compare(entry)) {
            case KNOWN -> LOG.log(Level.TRACE, "{0} was delivered already", entry.last());
            case NEXT -> deliver(entry.after(channel, before.position().offset()), entry.last());
            case GAP -> {
                source.log().gap(channel);
                return Outcome.MESSAGES_MISSING;
            }
            case REUSED -> {
                source.log().lost(channel, before.position());
                return Outcome.END_LOST;
            }
        }
        return Outcome.DONE;
    }
}
