package org.backplane.hub.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The newest messages of a channel, without a gap, so that clients who come back need not be answered by the broker; the
 * oldest go when they are too many bytes or too old. Not thread-safe; used on the channel's turn.
 *
 * <p>A position is known here only as a whole: under another epoch the same offset is the place of another message.
 */
final class RecentMessages {

    private final RecentMessagesBudget budget;
    private final int leastBytes;
    private final Deque<StoredMessage> messages = new ArrayDeque<>(0);
    private Position floor = Position.NONE;
    private boolean open;
    private int bytes;

    /** @param leastBytes kept while clients catch up, even if the budget is less */
    RecentMessages(RecentMessagesBudget budget, int leastBytes) {
        this.budget = budget;
        this.leastBytes = leastBytes;
    }

    /** Begins, or begins anew: what follows that place will be here. */
    void begin(Position place) {
        if (!open) {
            open = true;
            budget.channelBegins();
        }
        clear();
        floor = place;
    }

    /** Keeps nothing any more. */
    void close() {
        if (open) {
            open = false;
            clear();
            budget.channelEnds();
        }
    }

    private void clear() {
        messages.clear();
        count(-bytes);
    }

    /** Takes the messages that follow the last one. */
    void add(List<StoredMessage> newest, boolean needed) {
        if (open) {
            newest.forEach(message -> {
                messages.addLast(message);
                count(cost(message));
            });
            trim(needed);
        }
    }

    /** Takes in what a read brought, as far as it joins on before the oldest message and there is room. */
    void extend(ReadResult past) {
        List<StoredMessage> older = open ? past.upTo(floor) : List.of();
        for (int i = older.size() - 1; i >= 0 && bytes + cost(older.get(i)) <= budget.channelBytes(); i--) {
            messages.addFirst(older.get(i));
            count(cost(older.get(i)));
            floor = i == 0 ? past.since() : older.get(i - 1).position();
        }
    }

    /**
     * Lets go of what is too much or too old.
     *
     * @param needed whether clients are catching up
     */
    void trim(boolean needed) {
        int most = needed ? Math.max(leastBytes, budget.channelBytes()) : budget.channelBytes();
        while (bytes > most) {
            dropOldest();
        }
        long oldest = messages.isEmpty() ? Long.MIN_VALUE : budget.oldest();
        while (!messages.isEmpty() && messages.getFirst().at() < oldest) {
            dropOldest();
        }
    }

    private void dropOldest() {
        StoredMessage gone = messages.removeFirst();
        count(-cost(gone));
        floor = gone.position();
    }

    private static int cost(StoredMessage message) {
        return RecentMessagesBudget.cost(message.line().bytes());
    }

    private void count(int more) {
        bytes += more;
        budget.add(more);
    }

    /** Whether all messages after that place are here. */
    boolean reaches(Position place) {
        if (!open || place.equals(floor)) {
            return open;
        }
        Iterator<StoredMessage> newestFirst = messages.descendingIterator();
        while (newestFirst.hasNext()) {
            Position position = newestFirst.next().position();
            if (position.offset() <= place.offset()) {
                return position.equals(place);
            }
        }
        return false;
    }

    /** The messages after a place that it {@link #reaches}: so many bytes at most, but one message at least if there is one. */
    Recovery after(Position place, int maxBytes) {
        Deque<StoredMessage> wanted = new ArrayDeque<>();
        Iterator<StoredMessage> newestFirst = messages.descendingIterator();
        while (newestFirst.hasNext()) {
            StoredMessage message = newestFirst.next();
            if (message.position().offset() <= place.offset()) {
                break;
            }
            wanted.addFirst(message);
        }
        return ReadResult.piece(place, wanted, maxBytes);
    }
}
