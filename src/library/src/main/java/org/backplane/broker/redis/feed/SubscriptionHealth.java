package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.LinkBrokenException;
import org.backplane.broker.redis.link.LinkFailure;
import org.backplane.broker.redis.link.LinkLog;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.loop.Outage;
import org.backplane.concurrent.RateLimitedLog;

/**
 * The health of a subscription link: counts reconnects, measures the outage and logs both. The thread of the link
 * reports to it; any thread may read.
 */
final class SubscriptionHealth {

    private static final System.Logger LOG = System.getLogger(RedisSubscriber.class.getName());
    private static final String LINK = "subscriptions";

    /** The failed attempts before one is logged; they take about as long as the writer waits. */
    private static final int ATTEMPTS_BEFORE_LOG = 6;

    private final RateLimitedLog breakLog = new RateLimitedLog(LOG);
    private final RateLimitedLog recoveryLog = new RateLimitedLog(LOG);
    private final String server;
    private final LinkLog log;
    private final Outage outage = new Outage(false, System::nanoTime);
    private final AtomicLong restarts = new AtomicLong();
    private int attempts;
    private boolean refused;

    /** @param server the name of the server in log lines */
    SubscriptionHealth(String server, LinkLog log) {
        this.server = server;
        this.log = log;
    }

    /**
     * Reports that the link works; returns false if the last attempt was refused, so that this link may not last
     * either.
     */
    boolean works() {
        outage.ends()
                .ifPresent(lasted -> recoveryLog.log(
                        Level.INFO,
                        "The subscription link to Redis at " + server + " works again after " + Outage.text(lasted)
                                + "."));
        log.works(LINK);
        attempts = 0;
        return !refused;
    }

    /**
     * Reports that the link broke, or could not be opened.
     *
     * @param worked whether it was open before
     */
    void broke(boolean worked, Throwable cause) {
        String reason =
                cause instanceof RedisException ? String.valueOf(cause.getMessage()) : LinkBrokenException.OURS + cause;
        if (worked) {
            restarts.incrementAndGet();
            outage.begins();
            breakLog.log(
                    Level.WARNING,
                    "The subscription link to Redis at " + server + " broke: " + reason
                            + ". It is opened again; missed messages are read from history.");
        }
        refused = cause instanceof ErrorReplyException;
        if (refused || !(cause instanceof RedisException) || ++attempts >= ATTEMPTS_BEFORE_LOG) {
            log.fails(LINK, cause instanceof RedisException ? LinkFailure.of(cause) : LinkFailure.ofNode(reason));
        }
    }

    /** For how long published messages have not arrived. */
    Duration outage() {
        return outage.lasts();
    }

    /** How often the link was opened again. */
    long restarts() {
        return restarts.get();
    }
}
