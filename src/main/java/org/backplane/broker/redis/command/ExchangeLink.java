package org.backplane.broker.redis.command;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The one connection of an exchange: opened by one thread when it is needed, broken by any thread. Whoever breaks it breaks
 * what is open at that moment; none that was opened is lost sight of.
 */
public final class ExchangeLink implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ExchangeLink.class.getName());

    private final int replyMillis;
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();
    private final AtomicLong opened = new AtomicLong();

    /** @param replyTimeout how long a reply may take before the connection counts as broken */
    public ExchangeLink(Duration replyTimeout) {
        this.replyMillis = (int) replyTimeout.toMillis();
    }

    /** The exchange's thread: what is open, else a new one. Throws what opening throws. */
    public Connection orOpen(Supplier<Connection> opening) {
        Connection open = connection.get();
        if (open == null) {
            open = opening.get();
            connection.set(open);
            open.setSoTimeout(replyMillis);
            opened.incrementAndGet();
        }
        return open;
    }

    /** How often it had to be made again. */
    public long restarts() {
        return Math.max(0, opened.get() - 1);
    }

    /** Breaks it; a thread that waits for a reply is told so. */
    @Override
    public void close() {
        Connection open = connection.getAndSet(null);
        if (open != null) {
            try {
                open.forceDisconnect();
            } catch (IOException | JedisException e) {
                LOG.log(Level.DEBUG, "the link was broken already", e);
            }
        }
    }
}
