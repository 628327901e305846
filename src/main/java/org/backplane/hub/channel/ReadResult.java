package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * What a read of a channel's past brought, and for whom else it is an answer.
 *
 * @param since the place that the read began after
 * @param recovery what followed
 */
record ReadResult(Position since, Recovery recovery) {

    /** What follows another place, if this read tells; it must have brought something for that place then. */
    Optional<Recovery> after(Position place) {
        if (place.equals(since) || isTooOld(place)) {
            return Optional.of(recovery);
        }
        int index = indexOf(place);
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

    /** Where history does not reach back to this place, it does not reach back to older ones of the same life. */
    private boolean isTooOld(Position place) {
        return reachesTooFarBack() && place.epoch().equals(since.epoch()) && place.offset() < since.offset();
    }

    /** Whether nothing was brought because the place is too long ago. */
    boolean reachesTooFarBack() {
        Position top = recovery.position();
        return !recovery.recovered() && top.epoch().equals(since.epoch()) && since.offset() <= top.offset();
    }

    /** The messages up to a place, if that one is among them; none if it is not. */
    List<StoredMessage> upTo(Position place) {
        return recovery.messages().subList(0, indexOf(place) + 1);
    }

    /** Offsets go up by one. */
    private int indexOf(Position place) {
        long index = place.offset() - since.offset() - 1;
        return index >= 0
                        && index < recovery.messages().size()
                        && recovery.messages().get((int) index).position().equals(place)
                ? (int) index
                : -1;
    }

    /** As many of the messages after a place as make at most so many bytes, but one at least if there is one. */
    static Recovery piece(Position place, Collection<StoredMessage> following, int maxBytes) {
        List<StoredMessage> piece = new ArrayList<>();
        long bytes = 0;
        for (StoredMessage message : following) {
            bytes += message.line().bytes();
            if (bytes > maxBytes && !piece.isEmpty()) {
                break;
            }
            piece.add(message);
        }
        Position last = piece.isEmpty() ? place : piece.get(piece.size() - 1).position();
        return new Recovery(true, piece, last, piece.size() < following.size());
    }
}
