package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.backplane.hub.api.Frame;

/**
 * The seats of a channel that have been answered, as an array for fast delivery; coming and going costs the same however
 * many there are. Not thread-safe; used on the channel's turn.
 */
final class SubscriberList {

    /** The place of a seat that is in no list. */
    static final int NOWHERE = -1;

    private final List<Subscriber> seats = new ArrayList<>(1);

    void add(Subscriber seat) {
        if (seat.place() == NOWHERE) {
            seat.place(seats.size());
            seats.add(seat);
        }
    }

    void remove(Subscriber seat) {
        int place = seat.place();
        if (place == NOWHERE) {
            return;
        }
        Subscriber last = seats.remove(seats.size() - 1);
        if (last != seat) {
            seats.set(place, last);
            last.place(place);
        }
        seat.place(NOWHERE);
    }

    /** To those that may know the state. */
    void offerState(Frame frame) {
        for (Subscriber seat : seats) {
            if (seat.view().state()) {
                seat.outbound().offer(frame);
            }
        }
    }

    /** To those that have all messages before; returns how many there are. */
    int offerToCurrent(List<Frame> frames) {
        int told = 0;
        for (Subscriber seat : seats) {
            if (seat.isCurrent()) {
                seat.offer(frames);
                told++;
            }
        }
        return told;
    }

    /** To those that have all messages before and room for what may be dropped. */
    void offerTransient(Frame frame) {
        for (Subscriber seat : seats) {
            if (seat.isCurrent()) {
                seat.outbound().offerTransient(frame);
            }
        }
    }

    /** To those that want to know who comes and goes. */
    void offerToWatchers(Frame frame) {
        offerToWatchers(frame, () -> frame);
    }

    /** @param withoutNodes for those that may not know which servers there are; made if there are any */
    void offerToWatchers(Frame frame, Supplier<Frame> withoutNodes) {
        Frame reduced = null;
        for (Subscriber seat : seats) {
            if (seat.view().members() && seat.view().servers()) {
                seat.outbound().offer(frame);
            } else if (seat.view().members()) {
                reduced = reduced == null ? withoutNodes.get() : reduced;
                seat.outbound().offer(reduced);
            }
        }
    }

    int size() {
        return seats.size();
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    /** A copy, for what makes seats come and go. */
    List<Subscriber> copy() {
        return List.copyOf(seats);
    }
}
