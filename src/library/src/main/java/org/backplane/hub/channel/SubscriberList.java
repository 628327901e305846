package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.backplane.hub.api.Frame;

/**
 * The answered subscribers of a channel, in an array for fast delivery. {@link #add} and {@link #remove} take constant time;
 * a removal changes the order. Not thread-safe; used on the channel's executor.
 */
final class SubscriberList {

    /** The index of a subscriber that is in no list. */
    static final int NOT_LISTED = -1;

    private final List<Subscriber> subscribers = new ArrayList<>(1);

    void add(Subscriber subscriber) {
        if (subscriber.index() == NOT_LISTED) {
            subscriber.index(subscribers.size());
            subscribers.add(subscriber);
        }
    }

    void remove(Subscriber subscriber) {
        int index = subscriber.index();
        if (index == NOT_LISTED) {
            return;
        }
        Subscriber last = subscribers.remove(subscribers.size() - 1);
        if (last != subscriber) {
            subscribers.set(index, last);
            last.index(index);
        }
        subscriber.index(NOT_LISTED);
    }

    /** Offers a frame to the subscribers that may read state documents. */
    void offerState(Frame frame) {
        for (Subscriber subscriber : subscribers) {
            if (subscriber.view().state()) {
                subscriber.outbound().offer(frame);
            }
        }
    }

    /** Offers messages to the subscribers that have all messages before them; returns the number of these subscribers. */
    int offerToCurrent(List<Frame> frames) {
        int receivers = 0;
        for (Subscriber subscriber : subscribers) {
            if (subscriber.isCurrent()) {
                subscriber.offer(frames);
                receivers++;
            }
        }
        return receivers;
    }

    /** Offers a transient message to the subscribers that do not catch up; dropped where the queue is half full. */
    void offerTransient(Frame frame) {
        for (Subscriber subscriber : subscribers) {
            if (subscriber.isCurrent()) {
                subscriber.outbound().offerTransient(frame);
            }
        }
    }

    /** Offers a frame to the subscribers that see presence. */
    void offerPresence(Frame frame) {
        offerPresence(frame, () -> frame);
    }

    /**
     * Offers a frame to the subscribers that see presence.
     *
     * @param withoutNodes the frame for subscribers that may not see names of nodes; called at most once, if there are any
     */
    void offerPresence(Frame frame, Supplier<Frame> withoutNodes) {
        Frame reduced = null;
        for (Subscriber subscriber : subscribers) {
            if (subscriber.view().members() && subscriber.view().servers()) {
                subscriber.outbound().offer(frame);
            } else if (subscriber.view().members()) {
                reduced = reduced == null ? withoutNodes.get() : reduced;
                subscriber.outbound().offer(reduced);
            }
        }
    }

    int size() {
        return subscribers.size();
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    /** A copy, to iterate while subscribers are added or removed. */
    List<Subscriber> copy() {
        return List.copyOf(subscribers);
    }
}
