package org.backplane.broker.redis.feed;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Compares the delivered positions of all subscribed channels with Redis, one channel after the other, as a safety net
 * under pub/sub. The comparison also keeps subscribed channels from expiring. Not thread-safe.
 */
public final class PositionCheck {

    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int MIN_CHANNELS_PER_CHECK = 50;

    /** How often each channel is checked before its keys would expire. */
    private static final int CHECKS_PER_CHANNEL_AGE = 4;

    private final Iterable<ChannelFeed> feeds;
    private final long channelAgeMillis;
    private Iterator<ChannelFeed> next = List.<ChannelFeed>of().iterator();

    /**
     * Checks nothing yet.
     *
     * @param feeds a live view
     * @param channelAge the time to live of an unused channel
     */
    public PositionCheck(Iterable<ChannelFeed> feeds, Duration channelAge) {
        this.feeds = feeds;
        this.channelAgeMillis = channelAge.toMillis();
    }

    /** The pause between two {@linkplain #checkNext checks}, in milliseconds. */
    public long pauseMillis() {
        return Math.min(LONGEST_PAUSE_MILLIS, channelAgeMillis / (2 * CHECKS_PER_CHANNEL_AGE));
    }

    /**
     * Checks the next channels.
     *
     * @param channels the number of subscribed channels
     */
    public void checkNext(int channels) {
        long needed = (long) channels * CHECKS_PER_CHANNEL_AGE * pauseMillis() / channelAgeMillis + 1;
        long count = Math.min(channels, Math.max(MIN_CHANNELS_PER_CHECK, needed));
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
