package org.backplane.broker.redis.link;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import org.backplane.broker.redis.loop.Outage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A link that is being opened, with one deadline for all that this takes: names, addresses, encryption, login, rights,
 * scripts, and the sentinels that are asked before. One thread opens; any other one may break it.
 */
public final class LinkOpening {

    private static final System.Logger LOG = System.getLogger(LinkOpening.class.getName());

    private final Duration limit;
    private final long deadline;
    private volatile @Nullable Socket socket;

    public LinkOpening(Duration limit) {
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * How much time a step may take, in milliseconds: no more than this, and no more than is left.
     *
     * @throws JedisConnectionException if none is left
     */
    int millis(Duration atMost) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new JedisConnectionException(tooLate());
        }
        return (int) Math.min(left, atMost.toMillis());
    }

    /** What is waited for from now on. */
    void uses(Socket next) {
        socket = next;
        breakIfOverdue();
    }

    /** Whether it should be over. */
    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
    }

    /** What an administrator is told then. */
    String tooLate() {
        return "the link could not be opened within " + Outage.text(limit);
    }

    /** Any thread: breaks what is waited for, if it should be over. */
    void breakIfOverdue() {
        if (isOverdue()) {
            breakNow();
        }
    }

    /** Any thread: breaks what is waited for. */
    void breakNow() {
        Socket waiting = socket;
        if (waiting != null) {
            try {
                waiting.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the socket was broken already", e);
            }
        }
    }
}
