package org.backplane.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * The newest messages of a channel, without a gap, kept while clients catch up with it; the oldest go when they are too
 * many bytes. Not thread-safe; used on the channel's turn.
 */
final class Tail {

    private final int maxBytes;
    private final Deque<StoredMessage> messages = new ArrayDeque<>();
    private int bytes;

    Tail(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(List<StoredMessage> newest) {
        for (StoredMessage message : newest) {
            messages.addLast(message);
            bytes += message.line().bytes();
        }
        while (bytes > maxBytes) {
            bytes -= messages.removeFirst().line().bytes();
        }
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    /** Whether all messages after that place are here. */
    boolean reachesBackTo(Position place) {
        StoredMessage oldest = messages.peekFirst();
        return oldest != null && oldest.position().offset() <= place.offset() + 1;
    }

    /** The lines after that place. */
    List<Line> after(Position place) {
        return after(place, List.copyOf(messages));
    }

    static List<Line> after(Position place, List<StoredMessage> messages) {
        return messages.stream()
                .filter(m -> m.position().offset() > place.offset())
                .map(StoredMessage::line)
                .toList();
    }
}
