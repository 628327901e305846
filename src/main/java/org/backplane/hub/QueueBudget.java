package org.backplane.hub;

import java.util.concurrent.atomic.LongAdder;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/** How much may wait for one client and for all clients of the node, and how much does. Thread-safe. */
final class QueueBudget {

    /**
     * Lines are joined to frames of this size at most. A container keeps about four copies of the frame that it cannot
     * send (Tyrus, Payara 6.2025.10), while lines that wait here are shared by all clients: larger frames would make the
     * memory that many stuck clients take a multiple of what is counted.
     */
    private static final int JOINED_BYTES = 32 * 1024;

    /** A frame of a client may be so many times as large as a line. */
    private static final int LINES_PER_FRAME = 8;

    /** While less than this waits for a client it is not the one to be closed when the node has no room. */
    private static final int HARMLESS_BYTES = 16 * 1024;

    private final int queueBytes;
    private final long nodeBytes;
    private final int frameBytes;
    private final LongAdder waiting = new LongAdder();

    QueueBudget(Configuration configuration) {
        this.queueBytes = configuration.get(Settings.CONNECTION_QUEUE_BYTES);
        this.nodeBytes = configuration.get(Settings.NODE_QUEUE_BYTES);
        this.frameBytes = configuration.get(Settings.MESSAGE_MAX_BYTES) * LINES_PER_FRAME;
    }

    /** How large a frame that comes may be. */
    int frameBytes() {
        return frameBytes;
    }

    /** Up to what size lines that go are joined. */
    int joinedBytes() {
        return Math.min(frameBytes, JOINED_BYTES);
    }

    /** Half of what may wait for one client. */
    int half() {
        return queueBytes / 2;
    }

    /** How much of the past one read for one client may bring. */
    int recoveryBytes() {
        return Math.min(240 * 1024, queueBytes / 4);
    }

    /** How much of the present is kept while clients catch up with it. */
    int tailBytes() {
        return queueBytes / 8;
    }

    void add(int bytes) {
        waiting.add(bytes);
    }

    void remove(int bytes) {
        waiting.add(-bytes);
    }

    long waiting() {
        return waiting.sum();
    }

    /**
     * Whether a client for whom so much waits is too slow. One frame may wait for it whatever its size: an answer can be
     * larger than the bound, and who has read all else is not slow.
     */
    boolean isExceeded(int queued, int justAdded) {
        return (queued > queueBytes && queued > justAdded) || (queued > HARMLESS_BYTES && waiting.sum() > nodeBytes);
    }
}
