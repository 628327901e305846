package org.backplane.broker.redis.command;

import java.time.Duration;
import org.backplane.broker.redis.link.LinkUnusableException;
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of an exchange within its deadline. A last attempt for which too little time is left fails with what
 * the attempt before failed with, because that says more about what is wrong. For the thread of the exchange.
 */
final class ExchangeOpening {

    private static final String NO_TIME = "no time is left to connect";

    /** How long it may take to open a link for an exchange without a deadline. */
    private static final Duration OPENING_TIME = Duration.ofMillis(RedisWriter.DEADLINE_MILLIS);

    private final RedisConnector connector;
    private final Duration replyTimeout;
    private final ExchangeDeadline deadline;
    private @Nullable RedisException lastFailure;
    private long failedFor = ExchangeDeadline.NONE;

    ExchangeOpening(RedisConnector connector, Duration replyTimeout, ExchangeDeadline deadline) {
        this.connector = connector;
        this.replyTimeout = replyTimeout;
        this.deadline = deadline;
    }

    /** An exchange succeeded. */
    void succeeded() {
        lastFailure = null;
    }

    /** The current exchange failed. */
    void failed(RedisException why) {
        lastFailure = why;
        failedFor = deadline.until();
    }

    /** @throws RedisException if no connection can be opened in time */
    RedisConnection open() {
        Duration left = timeLeft();
        try {
            return connector.openWithScripts(shorter(left, replyTimeout), left);
        } catch (RedisException e) {
            RedisException before = lastFailure;
            boolean isCutShort = failedFor == deadline.until() && deadline.isOverdue();
            throw before != null && isCutShort ? before : e;
        }
    }

    private Duration timeLeft() {
        Duration left = deadline.left().orElse(OPENING_TIME);
        if (left.toMillis() <= 0) {
            throw lastFailure == null ? new LinkUnusableException(NO_TIME) : lastFailure;
        }
        return left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
