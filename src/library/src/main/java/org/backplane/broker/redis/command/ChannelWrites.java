package org.backplane.broker.redis.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backplane.broker.redis.script.AppendBatch;
import org.backplane.message.ChannelName;

/** The queued writes of one channel, in order. Not thread-safe: the lock of the {@link WriteQueue} guards it. */
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

    /** The size of the queued writes in bytes. */
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
     * Moves writes into a round: at least one, and at most as many as one batch of messages may have. A change that follows
     * a message is the last one, because a message after the change would join the batch before it.
     *
     * @param room the most bytes to move, unless the first write alone is larger
     * @return the number of bytes moved
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

    /** Moves all queued writes. */
    void moveAllTo(List<Write> others) {
        others.addAll(waiting);
        waiting.clear();
        bytes = 0;
    }
}
