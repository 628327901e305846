package org.backplane.broker.redis.feed;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The safety net under pub/sub: compares what this node was told of its channels with what Redis has, one channel after
 * the other, and keeps Redis from forgetting what somebody listens to. Not thread-safe.
 */
public final class PositionCheck {

    private static final long LONGEST_ROUND_MILLIS = 1_000;
    private static final int AT_LEAST_A_SECOND = 50;

    /** Every channel is looked at so often before its keys would expire. */
    private static final int LOOKS_PER_LIFE = 4;

    private final Iterable<ChannelFeed> feeds;
    private final long channelAgeMillis;
    private Iterator<ChannelFeed> next = List.<ChannelFeed>of().iterator();

    /**
     * Looks at nothing yet.
     *
     * @param feeds a live view
     * @param channelAge how long an unused channel lives
     */
    public PositionCheck(Iterable<ChannelFeed> feeds, Duration channelAge) {
        this.feeds = feeds;
        this.channelAgeMillis = channelAge.toMillis();
    }

    /** How long to wait between two {@linkplain #look looks}, in milliseconds. */
    public long pauseMillis() {
        return Math.min(LONGEST_ROUND_MILLIS, channelAgeMillis / (2 * LOOKS_PER_LIFE));
    }

    /**
     * Looks at the next channels.
     *
     * @param channels how many this node listens to
     */
    public void look(int channels) {
        long enough = (long) channels * LOOKS_PER_LIFE * pauseMillis() / channelAgeMillis + 1;
        long count = Math.min(channels, Math.max(AT_LEAST_A_SECOND, enough));
        for (long i = 0; i < count; i++) {
            if (!next.hasNext()) {
                next = feeds.iterator();
            }
            if (next.hasNext()) {
                next.next().check();
            }
        }
    }
}
