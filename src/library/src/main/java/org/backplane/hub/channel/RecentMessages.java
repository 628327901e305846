package org.backplane.hub.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The newest messages of a channel, without a gap, so that clients that reconnect need not be answered by the broker. The
 * oldest are dropped when they exceed the {@linkplain RecentMessagesBudget budget} or are too old. Not thread-safe; used on
 * the channel's executor.
 *
 * <p>Positions are compared with their epochs: in another epoch the same offset is the position of another message.
 */
final class RecentMessages {

    private final RecentMessagesBudget budget;
    private final int minBytes;
    private final Deque<StoredMessage> messages = new ArrayDeque<>(0);

    /** The position before the oldest message. */
    private Position start = Position.NONE;

    private boolean open;
    private int bytes;

    /** @param minBytes kept while clients catch up, even if the budget is smaller */
    RecentMessages(RecentMessagesBudget budget, int minBytes) {
        this.budget = budget;
        this.minBytes = minBytes;
    }

    /** Drops all messages. The next message is the one that follows the position. */
    void startAt(Position position) {
        if (!open) {
            open = true;
            budget.channelOpened();
        }
        clear();
        start = position;
    }

    /** Drops all messages, and ignores all that are added afterwards. */
    void close() {
        if (open) {
            open = false;
            clear();
            budget.channelClosed();
        }
    }

    private void clear() {
        messages.clear();
        count(-bytes);
    }

    /**
     * Adds the messages that follow the last one.
     *
     * @param catchingUp whether clients are catching up
     */
    void add(List<StoredMessage> newest, boolean catchingUp) {
        if (open) {
            newest.forEach(message -> {
                messages.addLast(message);
                count(cost(message));
            });
            trim(catchingUp);
        }
    }

    /** Adds those messages of a read that directly precede the oldest message, as far as the budget allows. */
    void prepend(ReadResult read) {
        List<StoredMessage> older = open ? read.upTo(start) : List.of();
        for (int i = older.size() - 1; i >= 0 && bytes + cost(older.get(i)) <= budget.channelBytes(); i--) {
            messages.addFirst(older.get(i));
            count(cost(older.get(i)));
            start = i == 0 ? read.since() : older.get(i - 1).position();
        }
    }

    /**
     * Drops messages that exceed the budget or are too old.
     *
     * @param catchingUp whether clients are catching up
     */
    void trim(boolean catchingUp) {
        int maxBytes = catchingUp ? Math.max(minBytes, budget.channelBytes()) : budget.channelBytes();
        while (bytes > maxBytes) {
            dropOldest();
        }
        long oldest = messages.isEmpty() ? Long.MIN_VALUE : budget.oldestTime();
        while (!messages.isEmpty() && messages.getFirst().at() < oldest) {
            dropOldest();
        }
    }

    private void dropOldest() {
        StoredMessage dropped = messages.removeFirst();
        count(-cost(dropped));
        start = dropped.position();
    }

    private static int cost(StoredMessage message) {
        return RecentMessagesBudget.cost(message.line().bytes());
    }

    private void count(int added) {
        bytes += added;
        budget.add(added);
    }

    /** Whether all messages after the position are here. */
    boolean reaches(Position position) {
        if (!open || position.equals(start)) {
            return open;
        }
        Iterator<StoredMessage> newestFirst = messages.descendingIterator();
        while (newestFirst.hasNext()) {
            Position known = newestFirst.next().position();
            if (known.offset() <= position.offset()) {
                return known.equals(position);
            }
        }
        return false;
    }

    /**
     * Returns messages after a position that {@link #reaches} accepts.
     *
     * @param maxBytes bound for the sum of their lines; the first message is returned even if it is larger
     */
    Recovery after(Position position, int maxBytes) {
        Deque<StoredMessage> following = new ArrayDeque<>();
        Iterator<StoredMessage> newestFirst = messages.descendingIterator();
        while (newestFirst.hasNext()) {
            StoredMessage message = newestFirst.next();
            if (message.position().offset() <= position.offset()) {
                break;
            }
            following.addFirst(message);
        }
        return ReadResult.firstOf(position, following, maxBytes);
    }
}
