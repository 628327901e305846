package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The result of one read of a channel's history; it can also answer requests for other positions.
 *
 * @param since the position that was asked for
 * @param recovery the messages that follow it
 */
record ReadResult(Position since, Recovery recovery) {

    /** The answer for another position; empty if this result does not contain it, or contains no message after it. */
    Optional<Recovery> after(Position position) {
        if (position.equals(since) || isTooOld(position)) {
            return Optional.of(recovery);
        }
        int index = indexOf(position);
        boolean isLast = index == recovery.messages().size() - 1;
        return index < 0 || (isLast && recovery.more())
                ? Optional.empty()
                : Optional.of(new Recovery(
                        true,
                        recovery.messages()
                                .subList(index + 1, recovery.messages().size()),
                        recovery.position(),
                        recovery.more()));
    }

    /** If history does not reach back to a position, it does not reach back to older positions of the same epoch. */
    private boolean isTooOld(Position position) {
        return isBeyondHistory() && position.epoch().equals(since.epoch()) && position.offset() < since.offset();
    }

    /** Whether nothing was read because history does not reach back to the position. */
    boolean isBeyondHistory() {
        Position top = recovery.position();
        return !recovery.recovered() && top.epoch().equals(since.epoch()) && since.offset() <= top.offset();
    }

    /** The messages up to and including a position; empty if the message at that position is not in the result. */
    List<StoredMessage> upTo(Position position) {
        return recovery.messages().subList(0, indexOf(position) + 1);
    }

    /** The index of the message at a position, or -1. Offsets go up by one. */
    private int indexOf(Position position) {
        long index = position.offset() - since.offset() - 1;
        return index >= 0
                        && index < recovery.messages().size()
                        && recovery.messages().get((int) index).position().equals(position)
                ? (int) index
                : -1;
    }

    /**
     * Takes the first of the messages that follow a position.
     *
     * @param maxBytes bound for the sum of their lines; the first message is taken even if it is larger
     */
    static Recovery firstOf(Position position, Collection<StoredMessage> following, int maxBytes) {
        List<StoredMessage> first = new ArrayList<>();
        long bytes = 0;
        for (StoredMessage message : following) {
            bytes += message.line().bytes();
            if (bytes > maxBytes && !first.isEmpty()) {
                break;
            }
            first.add(message);
        }
        Position last = first.isEmpty() ? position : first.get(first.size() - 1).position();
        return new Recovery(true, first, last, first.size() < following.size());
    }
}
