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
 * How much may wait for one client and for all clients of the node, and how much does; when all is too much, those for whom
 * most waits go. Thread-safe.
 */
public final class QueueBudget {

    /**
     * Lines are joined to frames of this size at most. A container keeps about four copies of the frame that it cannot
     * send (Tyrus, Payara 6.2025.10), while lines that wait here are shared by all clients: larger frames would make the
     * memory that many stuck clients take a multiple of what is counted.
     */
    private static final int JOINED_BYTES = 32 * 1024;

    /** A frame of a client may be so many times as large as a line. */
    private static final int LINES_PER_FRAME = 8;

    /** While less than this waits for a client nobody looks how much waits for all. */
    private static final int HARMLESS_BYTES = 16 * 1024;

    /** Those who are closed let go of what waits for them soon, but not at once. */
    private static final long RELIEF_NANOS = 10_000_000;

    private record Load(OutboundQueue queue, int bytes) {}

    private static final Comparator<Load> LARGEST_FIRST =
            Comparator.comparingInt(Load::bytes).reversed();

    private final int queueBytes;
    private final long nodeBytes;
    private final int frameBytes;
    private final LongAdder waiting = new LongAdder();
    private final Set<OutboundQueue> queues = ConcurrentHashMap.newKeySet();
    private final AtomicLong relieved = new AtomicLong(System.nanoTime() - RELIEF_NANOS);

    public QueueBudget(Configuration configuration) {
        this.queueBytes = configuration.get(Settings.CONNECTION_QUEUE_BYTES);
        this.frameBytes = configuration.get(Settings.MESSAGE_MAX_BYTES) * LINES_PER_FRAME;
        this.nodeBytes = configuration.get(Settings.NODE_QUEUE_BYTES);
    }

    /** How large a frame that comes may be. */
    public int frameBytes() {
        return frameBytes;
    }

    /** Up to what size lines that go are joined. */
    public int joinedBytes() {
        return Math.min(frameBytes, JOINED_BYTES);
    }

    /** Half of what may wait for one client. */
    int half() {
        return queueBytes / 2;
    }

    /** How much of the past one read for one client may bring. */
    public int recoveryBytes() {
        return Math.min(240 * 1024, queueBytes / 4);
    }

    /** How much of the present is kept while clients catch up with it. */
    public int tailBytes() {
        return queueBytes / 8;
    }

    void add(int bytes) {
        waiting.add(bytes);
    }

    void remove(int bytes) {
        waiting.add(-bytes);
    }

    public long waiting() {
        return waiting.sum();
    }

    /** How much may wait for all clients. */
    public long limit() {
        return nodeBytes;
    }

    /**
     * Whether a client for whom so much waits is too slow. One frame may wait for it whatever its size: an answer can be
     * larger than the bound, and who has read all else is not slow.
     */
    boolean isExceeded(int queued, int justAdded) {
        return queued > queueBytes && queued > justAdded;
    }

    /** A queue that counts here begins. */
    void enter(OutboundQueue queue) {
        queues.add(queue);
    }

    /** Nothing more will be queued there. */
    void leave(OutboundQueue queue) {
        queues.remove(queue);
    }

    /**
     * Makes room if too much waits for all clients together. Who is not slow has little waiting and stays, even if it is
     * for him that the node has no room.
     *
     * @param queued how much waits for the client for whom something was queued just now
     */
    void relieve(int queued) {
        long last = relieved.get();
        long now = System.nanoTime();
        if (queued > HARMLESS_BYTES
                && waiting.sum() > nodeBytes
                && now - last >= RELIEF_NANOS
                && relieved.compareAndSet(last, now)) {
            closeLargest();
        }
    }

    /** Looks at every queue once, and orders only those in which something waits, as far as they have to go. */
    private void closeLargest() {
        PriorityQueue<Load> largestFirst = new PriorityQueue<>(LARGEST_FIRST);
        long left = 0;
        for (OutboundQueue queue : queues) {
            int bytes = queue.isOpen() ? queue.waiting() : 0;
            if (bytes > 0) {
                largestFirst.add(new Load(queue, bytes));
                left += bytes;
            }
        }
        while (left > nodeBytes) {
            Load largest = largestFirst.remove();
            left -= largest.bytes();
            largest.queue().evict();
        }
    }
}
