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
 * How the node's subscription link fares: counts, remembers since when it does not work, and tells administrators. The
 * thread that keeps the link tells it; any thread may ask.
 */
final class SubscriptionHealth {

    private static final System.Logger LOG = System.getLogger(RedisSubscriber.class.getName());
    private static final String LINK = "subscriptions";

    /** So many follow each other within about the time that the writer is patient. */
    private static final int ATTEMPTS_IN_SILENCE = 6;

    private final RateLimitedLog rare = new RateLimitedLog(LOG);
    private final RateLimitedLog rareEnd = new RateLimitedLog(LOG);
    private final String server;
    private final LinkLog log;
    private final Outage outage = new Outage(false, System::nanoTime);
    private final AtomicLong restarts = new AtomicLong();
    private int attempts;
    private boolean refused;

    /** @param server what administrators call it */
    SubscriptionHealth(String server, LinkLog log) {
        this.server = server;
        this.log = log;
    }

    /** The link works; false if the last one was refused, so that this one may not last either. */
    boolean works() {
        outage.ends()
                .ifPresent(lasted -> rareEnd.log(
                        Level.INFO,
                        "The subscription link to Redis at " + server + " works again after " + Outage.text(lasted)
                                + "."));
        log.works(LINK);
        attempts = 0;
        return !refused;
    }

    /** The link broke, or could not be made. */
    void broke(boolean worked, Throwable cause) {
        String reason =
                cause instanceof RedisException ? String.valueOf(cause.getMessage()) : LinkBrokenException.OURS + cause;
        if (worked) {
            restarts.incrementAndGet();
            outage.begins();
            rare.log(
                    Level.WARNING,
                    "The subscription link to Redis at " + server + " broke: " + reason
                            + ". It is made anew; what is missed is read from history.");
        }
        refused = cause instanceof ErrorReplyException;
        if (refused || !(cause instanceof RedisException) || ++attempts >= ATTEMPTS_IN_SILENCE) {
            log.fails(LINK, cause instanceof RedisException ? LinkFailure.of(cause) : LinkFailure.ofNode(reason));
        }
    }

    /** For how long what is published has not arrived. */
    Duration outage() {
        return outage.lasts();
    }

    /** How often the link had to be made anew. */
    long restarts() {
        return restarts.get();
    }
}
