package org.backplane.broker.redis.link;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import org.backplane.broker.redis.loop.Outage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A link that is being opened, with one deadline for all steps: sentinels, host name, addresses, TLS, login, rights and
 * scripts. One thread opens; any other thread may break it.
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
     * The timeout of a step in milliseconds: the time left, but at most this.
     *
     * @throws JedisConnectionException if no time is left
     */
    int timeoutMillis(Duration atMost) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new JedisConnectionException(timeoutMessage());
        }
        return (int) Math.min(left, atMost.toMillis());
    }

    /** The opening thread waits for this socket from now on. */
    void waitsFor(Socket next) {
        socket = next;
        breakIfOverdue();
    }

    /** Whether the deadline has passed. */
    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
    }

    /** The message for administrators after the deadline. */
    String timeoutMessage() {
        return "the link could not be opened within " + Outage.text(limit);
    }

    /** Any thread: closes the socket that is waited for, if the deadline has passed. */
    void breakIfOverdue() {
        if (isOverdue()) {
            breakNow();
        }
    }

    /** Any thread: closes the socket that is waited for. */
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
