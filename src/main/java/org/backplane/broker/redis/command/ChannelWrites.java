package org.backplane.broker.redis.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backplane.broker.redis.script.AppendBatch;
import org.backplane.message.ChannelName;

/** What waits to be written for one channel, in its order. Not thread-safe: the lock of its queue guards it. */
final class ChannelWrites {

    private final ChannelName channel;
    private final Deque<Write.OfChannel> waiting = new ArrayDeque<>(1);
    private long bytes;

    ChannelWrites(ChannelName channel) {
        this.channel = channel;
    }

    ChannelName channel() {
        return channel;
    }

    /** How much waits, in bytes. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(Write.OfChannel write) {
        waiting.add(write);
        bytes += write.size();
    }

    /**
     * Moves into a round what may go in one: at least one write, and no more than one batch of messages holds. A change that
     * follows a message ends it, because a message after that change would join the batch before it.
     *
     * @param room how many bytes to move, unless the first write alone has more
     * @return how many bytes were moved
     */
    long moveTo(List<Write> round, long room) {
        long before = bytes;
        boolean hasMessages = false;
        for (int moved = 0; moved < AppendBatch.MAX_MESSAGES && !waiting.isEmpty(); moved++) {
            Write.OfChannel next = waiting.element();
            if (moved > 0 && before - bytes + next.size() > room) {
                break;
            }
            int size = next.size();
            round.add(next);
            waiting.remove();
            bytes -= size;
            if (hasMessages && next instanceof Write.Change) {
                break;
            }
            hasMessages |= next instanceof Write.Message;
        }
        return before - bytes;
    }

    /** Moves all that waits. */
    void moveAllTo(List<Write> others) {
        others.addAll(waiting);
        waiting.clear();
        bytes = 0;
    }
}
