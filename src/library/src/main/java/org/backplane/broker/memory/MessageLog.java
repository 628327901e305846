package org.backplane.broker.memory;

import java.util.ArrayList;
import java.util.List;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The newest messages of a channel, contiguous by offset, in a ring buffer that grows up to {@code history/size}.
 *
 * <p>Not thread-safe: guarded by the channel's lock. A message is "recent" if it is not older than a given time. The
 * times of a log do not decrease unless the clock is set back, so the recent messages are its end.
 */
final class MessageLog {

    private static final int FIRST_CAPACITY = 16;
    private static final StoredMessage[] EMPTY = {};

    private final String epoch;
    private final int size;

    /** The message at offset {@code o} is at index {@code o % ring.length}. */
    private StoredMessage[] ring = EMPTY;

    private long first = 1;
    private long top;

    /** @param size the maximum number of messages */
    MessageLog(String epoch, int size) {
        this.epoch = epoch;
        this.size = size;
    }

    Position top() {
        return new Position(epoch, top);
    }

    /** Appends the message at {@code top().plus(1)}; removes the oldest if the ring is full. */
    void append(StoredMessage message) {
        if (top - first + 1 == ring.length) {
            makeRoom();
        }
        top++;
        ring[slot(top)] = message;
    }

    private void makeRoom() {
        if (ring.length == size) {
            first++;
            return;
        }
        StoredMessage[] old = ring;
        ring = new StoredMessage[Math.min(size, Math.max(FIRST_CAPACITY, 2 * old.length))];
        for (long offset = first; offset <= top; offset++) {
            ring[slot(offset)] = old[(int) (offset % old.length)];
        }
    }

    /** Frees the memory of messages that are not recent. */
    void forgetBefore(long time) {
        long recent = firstRecent(time);
        if (recent > top) {
            ring = EMPTY;
        } else {
            for (long offset = first; offset < recent; offset++) {
                ring[slot(offset)] = ring[slot(top)];
            }
        }
        first = recent;
    }

    /** Returns the messages after a position, if all of them are in the log and recent. */
    Recovery recover(Position since, int maxBytes, long recentFrom) {
        long from = since.offset() + 1;
        boolean known = since.epoch().equals(epoch) && since.offset() <= top;
        if (!known || from < firstRecent(recentFrom)) {
            return new Recovery(false, List.of(), top(), false);
        }
        long to = since.offset();
        for (long bytes = 0; to < top; to++) {
            bytes += at(to + 1).line().bytes();
            if (bytes > maxBytes && to >= from) {
                break;
            }
        }
        return new Recovery(true, range(from, to), new Position(epoch, to), to < top);
    }

    /** Returns the recent messages before a position. */
    HistoryPage page(HistoryQuery query, long recentFrom) {
        Position before = query.before().isNone() ? top().plus(1) : query.before();
        if (!before.epoch().equals(epoch) || before.offset() > top + 1) {
            return new HistoryPage(List.of(), false);
        }
        long to = before.offset() - 1;
        long floor = firstRecent(recentFrom);
        long from = to + 1;
        for (long bytes = 0; from > floor && to - from + 1 < query.limit(); from--) {
            bytes += at(from - 1).line().bytes();
            if (bytes > query.maxBytes() && from <= to) {
                break;
            }
        }
        return new HistoryPage(range(from, to), from > floor);
    }

    /** The offset of the oldest recent message; one after the last offset if there is none. */
    private long firstRecent(long time) {
        long low = first;
        long high = top + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).at() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<StoredMessage> range(long from, long to) {
        List<StoredMessage> messages = new ArrayList<>((int) Math.max(0, to - from + 1));
        for (long offset = from; offset <= to; offset++) {
            messages.add(at(offset));
        }
        return messages;
    }

    private StoredMessage at(long offset) {
        return ring[slot(offset)];
    }

    private int slot(long offset) {
        return (int) (offset % ring.length);
    }
}
