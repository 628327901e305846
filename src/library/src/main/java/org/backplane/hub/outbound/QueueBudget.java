package org.backplane.hub.outbound;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * The bounds for the outbound queues of one connection and of all connections of the node. If the queues exceed the bound of
 * the node, the connections with the largest queues are closed. Thread-safe; no method blocks.
 */
public final class QueueBudget {

    /**
     * Lines are joined to frames of at most this size. A container keeps about four copies of a frame that it cannot send
     * (Tyrus, Payara 6.2025.10), while queued lines are shared by all clients: with larger frames, many clients that do not
     * read would take a multiple of the memory that is counted.
     */
    private static final int JOINED_BYTES = 32 * 1024;

    /** A frame may be this many times as large as a line. */
    private static final int LINES_PER_FRAME = 8;

    /** The bound of the node is not checked when a frame is added to a queue below this size. */
    private static final int MIN_CHECKED_BYTES = 16 * 1024;

    /** The pause between two checks: queues of closed connections are released soon, but not at once. */
    private static final long CHECK_INTERVAL_NANOS = 10_000_000;

    private record QueueSize(OutboundQueue queue, int bytes) {}

    private static final Comparator<QueueSize> LARGEST_FIRST =
            Comparator.comparingInt(QueueSize::bytes).reversed();

    private final int queueBytes;
    private final long nodeBytes;
    private final int frameBytes;
    private final LongAdder waiting = new LongAdder();
    private final Set<OutboundQueue> queues = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastCheck = new AtomicLong(System.nanoTime() - CHECK_INTERVAL_NANOS);

    public QueueBudget(Configuration configuration) {
        this.queueBytes = configuration.get(Settings.CONNECTION_QUEUE_BYTES);
        this.frameBytes = configuration.get(Settings.MESSAGE_MAX_BYTES) * LINES_PER_FRAME;
        this.nodeBytes = configuration.get(Settings.NODE_QUEUE_BYTES);
    }

    /** The bound for received frames. */
    public int frameBytes() {
        return frameBytes;
    }

    /** The size up to which lines are joined to frames. */
    public int joinedBytes() {
        return Math.min(frameBytes, JOINED_BYTES);
    }

    /** Half of the bound for one queue. */
    int halfLimit() {
        return queueBytes / 2;
    }

    /** The bound for one read of history for one client. */
    public int recoveryBytes() {
        return Math.min(240 * 1024, queueBytes / 4);
    }

    /** The bytes of recent messages that are kept in a channel while clients catch up. */
    public int tailBytes() {
        return queueBytes / 8;
    }

    void add(int bytes) {
        waiting.add(bytes);
    }

    void remove(int bytes) {
        waiting.add(-bytes);
    }

    /** The bytes in all queues, with those in flight. */
    public long waiting() {
        return waiting.sum();
    }

    /** The bound for all queues together. */
    public long limit() {
        return nodeBytes;
    }

    /**
     * Whether a queue exceeds its bound, so that the client is too slow. A single frame may have any size: an answer can be
     * larger than the bound, and a client that has read all else is not slow.
     *
     * @param queued bytes in the queue, with the frame that was added
     * @param justAdded bytes of that frame
     */
    boolean isExceeded(int queued, int justAdded) {
        return queued > queueBytes && queued > justAdded;
    }

    /** Adds a queue to those that count for the node. */
    void register(OutboundQueue queue) {
        queues.add(queue);
    }

    /** Removes a queue; nothing more is added to it. */
    void unregister(OutboundQueue queue) {
        queues.remove(queue);
    }

    /**
     * Closes the connections with the largest queues if all queues together exceed the bound of the node. The queue of a fast
     * client is small, so its connection stays open, even if its frame exceeded the bound.
     *
     * @param queued bytes in the queue to which a frame was added
     */
    void enforceNodeLimit(int queued) {
        long last = lastCheck.get();
        long now = System.nanoTime();
        if (queued > MIN_CHECKED_BYTES
                && waiting.sum() > nodeBytes
                && now - last >= CHECK_INTERVAL_NANOS
                && lastCheck.compareAndSet(last, now)) {
            closeLargest();
        }
    }

    /** Takes time in proportion to the number of queues; sorts only as many of the non-empty ones as are closed. */
    private void closeLargest() {
        PriorityQueue<QueueSize> largestFirst = new PriorityQueue<>(LARGEST_FIRST);
        long remaining = 0;
        for (OutboundQueue queue : queues) {
            int bytes = queue.isOpen() ? queue.waiting() : 0;
            if (bytes > 0) {
                largestFirst.add(new QueueSize(queue, bytes));
                remaining += bytes;
            }
        }
        while (remaining > nodeBytes) {
            QueueSize largest = largestFirst.remove();
            remaining -= largest.bytes();
            largest.queue().closeAsSlow();
        }
    }
}
