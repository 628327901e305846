package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Compares one channel with Redis as a safety net, and a second time if it is behind. At most one comparison is in
 * flight or scheduled, and a channel that advances is not compared again before the next round: otherwise a node that
 * cannot keep up would send more and more requests. Used only on the channel's executor.
 */
final class StallCheck {

    private static final System.Logger LOG = System.getLogger(ChannelFeed.class.getName());
    private static final long SECOND_CHECK_MILLIS = 1_000;

    private final ChannelName channel;
    private final Subject subject;
    private final FeedSource source;
    private final Executor executor;
    private final StallDetector detector = new StallDetector();
    private boolean pending;

    StallCheck(ChannelName channel, Subject subject, FeedSource source, Executor executor) {
        this.channel = channel;
        this.subject = subject;
        this.source = source;
        this.executor = executor;
    }

    /** The channel that is compared. Used on the executor. */
    interface Subject {

        /** The delivered position; empty while the channel is not live, because then it is read anyway. */
        Optional<Revised<Position>> local();

        /** Called when the channel is behind and does not advance. */
        void stalled();
    }

    /** Starts a comparison unless one is in flight or scheduled. */
    void start() {
        if (!pending) {
            check(true);
        }
    }

    private void check(boolean isFirst) {
        Optional<Revised<Position>> local = subject.local();
        pending = local.isPresent();
        if (pending) {
            source.check(channel, local.get().value())
                    .whenCompleteAsync((redis, failure) -> compare(isFirst, redis, failure), executor);
        }
    }

    private void compare(boolean isFirst, @Nullable Revised<Position> redis, @Nullable Throwable failure) {
        pending = false;
        Optional<Revised<Position>> local = subject.local();
        if (redis == null || local.isEmpty()) {
            LOG.log(Level.TRACE, "the comparison failed or is not needed", failure);
            return;
        }
        switch (detector.compare(local.get(), redis)) {
            case NONE -> LOG.log(Level.TRACE, "{0} is at the same position as Redis", channel);
            case SUSPECTED -> checkAgain(isFirst);
            case PROVEN -> {
                source.log().repaired(channel, local.get(), redis);
                subject.stalled();
            }
        }
    }

    private void checkAgain(boolean isFirst) {
        if (isFirst) {
            pending = true;
            source.later(SECOND_CHECK_MILLIS, () -> executor.execute(() -> check(false)));
        }
    }
}
