package org.backplane.broker.redis.feed;

import java.util.List;
import org.backplane.broker.redis.script.StreamEntry;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * How far a channel has been told, and what the next thing heard is to that. Immutable.
 *
 * @param position where the last message stands that was told
 * @param latest the latest time at which one of those told was stored
 */
public record DeliveredPosition(Position position, long latest) {

    /** Nobody knows when the last message was stored. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** What an entry is to those who were told so far. */
    enum Sight {
        /** Nothing new. */
        KNOWN,
        /** What comes next, perhaps after messages that are known. */
        NEXT,
        /** It cannot be joined on: what is between has to be read. */
        GAP,
        /** A place that was told already has been given to another message: the log's end was lost. */
        REUSED
    }

    public static DeliveredPosition of(Position position) {
        return new DeliveredPosition(position, UNKNOWN);
    }

    /** The same, and these messages, the last of them standing at the position. */
    DeliveredPosition and(List<StoredMessage> messages, Position last) {
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
     * Entries get places and times in one order, but for a clock that is set back: what is before the last place and was
     * stored after all that was told is another one.
     */
    public Sight see(StreamEntry entry) {
        if (!entry.first().epoch().equals(position.epoch())) {
            return Sight.GAP;
        }
        if (entry.last().offset() <= position.offset()) {
            return entry.at() > latest ? Sight.REUSED : Sight.KNOWN;
        }
        return entry.first().offset() <= position.offset() + 1 ? Sight.NEXT : Sight.GAP;
    }
}
