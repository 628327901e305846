package org.backplane.hub.channel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;

/**
 * How many bytes of recent messages the channels of a node may keep, equal for each channel, and how old the messages may
 * be. Thread-safe.
 */
public final class RecentMessagesBudget {

    /** All channels together keep at most the heap divided by this number. */
    private static final int HEAP_DIVISOR = 16;

    /** More than a client needs that was disconnected for a moment. */
    private static final int CHANNEL_BYTES = 256 * 1024;

    /** The memory of a message without its text: the objects around it. */
    private static final int MESSAGE_OVERHEAD = 160;

    private final long nodeBytes;
    private final Duration maxAge;
    private final InstantSource clock;
    private final AtomicInteger channels = new AtomicInteger();
    private final LongAdder used = new LongAdder();

    /**
     * Creates an unused budget.
     *
     * @param nodeBytes for all channels together
     * @param maxAge compared with the time that the broker gave a message, by the clock of this node
     */
    RecentMessagesBudget(long nodeBytes, Duration maxAge, InstantSource clock) {
        this.nodeBytes = nodeBytes;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    public static RecentMessagesBudget of(Configuration configuration) {
        return new RecentMessagesBudget(
                Runtime.getRuntime().maxMemory() / HEAP_DIVISOR,
                configuration.get(Settings.HISTORY_AGE),
                InstantSource.system());
    }

    /** The bytes that count for a message whose line has this number of bytes. */
    static int cost(int lineBytes) {
        return lineBytes + MESSAGE_OVERHEAD;
    }

    void channelOpened() {
        channels.incrementAndGet();
    }

    void channelClosed() {
        channels.decrementAndGet();
    }

    /** @param bytes negative if messages were dropped */
    void add(int bytes) {
        used.add(bytes);
    }

    /** The bytes that all channels use together. */
    long used() {
        return used.sum();
    }

    /** The bytes that one channel may use now. */
    int channelBytes() {
        return (int) Math.min(CHANNEL_BYTES, nodeBytes / Math.max(1, channels.get()));
    }

    /** Messages stored before this time are too old; in milliseconds since 1970. */
    long oldestTime() {
        return clock.millis() - maxAge.toMillis();
    }
}
