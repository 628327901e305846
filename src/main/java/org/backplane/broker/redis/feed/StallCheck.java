package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * Compares one channel with Redis as a safety net, and looks a second time where it is behind. At most one comparison is on
 * its way or due, and what moves is not looked at again before the safety net comes round: else a node that cannot keep up
 * would ask Redis more and more. For the channel's turn only.
 */
final class StallCheck {

    private static final System.Logger LOG = System.getLogger(ChannelFeed.class.getName());
    private static final long SECOND_LOOK_MILLIS = 1_000;

    private final ChannelName channel;
    private final Subject subject;
    private final FeedSource source;
    private final Executor turn;
    private final StallDetector standstill = new StallDetector();
    private boolean pending;

    StallCheck(ChannelName channel, Subject subject, FeedSource source, Executor turn) {
        this.channel = channel;
        this.subject = subject;
        this.source = source;
        this.turn = turn;
    }

    /** What is compared; used on the turn. */
    interface Subject {

        /** How far the channel was told; empty while it is not live, for then it is read anyway. */
        Optional<Revised<Position>> here();

        /** It is behind, and nothing of what is missing is on its way. */
        void standsStill();
    }

    /** Compares, unless that is on its way or due. */
    void look() {
        if (!pending) {
            look(true);
        }
    }

    private void look(boolean isFirst) {
        Optional<Revised<Position>> here = subject.here();
        pending = here.isPresent();
        if (pending) {
            source.check(channel, here.get().value())
                    .whenCompleteAsync((redis, failure) -> compare(isFirst, redis, failure), turn);
        }
    }

    private void compare(boolean isFirst, @Nullable Revised<Position> redis, @Nullable Throwable failure) {
        pending = false;
        Optional<Revised<Position>> here = subject.here();
        if (redis == null || here.isEmpty()) {
            LOG.log(Level.TRACE, "not compared", failure);
            return;
        }
        switch (standstill.compare(here.get(), redis)) {
            case NONE -> LOG.log(Level.TRACE, "{0} has come as far as Redis", channel);
            case SUSPECTED -> lookAgain(isFirst);
            case PROVEN -> {
                source.log().repaired(channel, here.get(), redis);
                subject.standsStill();
            }
        }
    }

    private void lookAgain(boolean isFirst) {
        if (isFirst) {
            pending = true;
            source.later(SECOND_LOOK_MILLIS, () -> turn.execute(() -> look(false)));
        }
    }
}
