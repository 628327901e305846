package org.backplane.hub.channel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * How much of the recent past the channels of a node keep together, each as much as every other, and how old it may be.
 * Thread-safe.
 */
public final class RecentMessagesBudget {

    /** All channels together keep one part in so many of the heap. */
    private static final int PART_OF_HEAP = 16;

    /** More than a client that was away for a moment needs. */
    private static final int CHANNEL_BYTES = 256 * 1024;

    /** What a message takes beside its text: the objects around it. */
    private static final int MESSAGE_OVERHEAD = 160;

    private final long nodeBytes;
    private final Duration age;
    private final InstantSource clock;
    private final AtomicInteger channels = new AtomicInteger();
    private final LongAdder kept = new LongAdder();

    /**
     * A budget of which nothing is used.
     *
     * @param nodeBytes for all channels
     * @param age how old a message may be; told by the broker's clock, read by this node's
     */
    RecentMessagesBudget(long nodeBytes, Duration age, InstantSource clock) {
        this.nodeBytes = nodeBytes;
        this.age = age;
        this.clock = clock;
    }

    public static RecentMessagesBudget of(Configuration configuration) {
        return new RecentMessagesBudget(
                Runtime.getRuntime().maxMemory() / PART_OF_HEAP,
                configuration.get(Settings.HISTORY_AGE),
                InstantSource.system());
    }

    /** What a message with a line of so many bytes counts. */
    static int cost(int lineBytes) {
        return lineBytes + MESSAGE_OVERHEAD;
    }

    void channelBegins() {
        channels.incrementAndGet();
    }

    void channelEnds() {
        channels.decrementAndGet();
    }

    void add(int bytes) {
        kept.add(bytes);
    }

    void remove(int bytes) {
        kept.add(-bytes);
    }

    /** How much all channels keep. */
    long kept() {
        return kept.sum();
    }

    /** How much one channel may keep now. */
    int channelBytes() {
        return (int) Math.min(CHANNEL_BYTES, nodeBytes / Math.max(1, channels.get()));
    }

    /** What was stored before this time, in milliseconds since 1970, is too old. */
    long oldest() {
        return clock.millis() - age.toMillis();
    }
}
