package org.backplane.broker.redis.feed;

import java.util.List;
import org.backplane.broker.redis.script.StreamEntry;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The position up to which a channel was delivered, and the comparison of stream entries with it. Immutable.
 *
 * @param position the position of the last message that was delivered
 * @param latest the latest time at which a delivered message was stored, in milliseconds since 1970
 */
public record DeliveredPosition(Position position, long latest) {

    /** The time at which the last message was stored is unknown. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** The relation of an entry to the delivered position. */
    enum Relation {
        /** All of its messages were delivered. */
        KNOWN,
        /** It continues at the delivered position, possibly after messages that were delivered. */
        NEXT,
        /** Messages are missing before it and have to be read. */
        GAP,
        /** An offset that was delivered is used by another message: Redis has lost the end of the log. */
        REUSED
    }

    public static DeliveredPosition of(Position position) {
        return new DeliveredPosition(position, UNKNOWN);
    }

    /** Returns the position after these messages, of which the last is at {@code last}. */
    DeliveredPosition advance(List<StoredMessage> messages, Position last) {
        if (messages.isEmpty()) {
            return new DeliveredPosition(last, latest);
        }
        long newest = latest == UNKNOWN ? 0 : latest;
        for (StoredMessage message : messages) {
            newest = Math.max(newest, message.at());
        }
        return new DeliveredPosition(last, newest);
    }

    /**
     * Offsets and times increase together, unless a clock is set back: an entry at a delivered offset that was stored
     * later than everything delivered is a different one.
     */
    public Relation compare(StreamEntry entry) {
        if (!entry.first().epoch().equals(position.epoch())) {
            return Relation.GAP;
        }
        if (entry.last().offset() <= position.offset()) {
            return entry.at() > latest ? Relation.REUSED : Relation.KNOWN;
        }
        return entry.first().offset() <= position.offset() + 1 ? Relation.NEXT : Relation.GAP;
    }
}
