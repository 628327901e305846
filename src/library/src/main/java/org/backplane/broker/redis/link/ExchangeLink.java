package org.backplane.broker.redis.link;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an exchange: opened by one thread when it is needed, broken by any thread. A connection that was opened
 * stays open only as long as this object refers to it.
 */
public final class ExchangeLink implements AutoCloseable {

    private final Duration replyTimeout;
    private final AtomicReference<@Nullable RedisConnection> connection = new AtomicReference<>();
    private final AtomicLong opened = new AtomicLong();

    /** @param replyTimeout how long a reply may take before the connection counts as broken */
    public ExchangeLink(Duration replyTimeout) {
        this.replyTimeout = replyTimeout;
    }

    /** Returns the open connection, or opens one. For the thread of the exchange. Throws what opening throws. */
    public RedisConnection orOpen(Supplier<RedisConnection> opening) {
        RedisConnection open = connection.get();
        if (open == null) {
            open = opening.get();
            connection.set(open);
            open.replyTimeout(replyTimeout);
            opened.incrementAndGet();
        }
        return open;
    }

    /** How often the connection was opened again. */
    public long restarts() {
        return Math.max(0, opened.get() - 1);
    }

    /** Breaks the connection; a thread that waits for a reply gets a {@link LinkUnusableException}. */
    @Override
    public void close() {
        RedisConnection open = connection.getAndSet(null);
        if (open != null) {
            open.breakNow();
        }
    }
}
