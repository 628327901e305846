package org.backplane.broker.redis.command;

import java.time.Duration;
import java.util.Optional;

/** When the current exchange must be over. Its thread sets it; any thread may ask. */
final class ExchangeDeadline {

    /** An exchange may last as long as replies keep coming. */
    static final long NONE = 0;

    private volatile long until = NONE;

    /** An exchange begins, and must be over then, by {@link System#nanoTime}. */
    void begin(long when) {
        until = when;
    }

    /** No exchange is under way. */
    void end() {
        until = NONE;
    }

    /** By {@link System#nanoTime}, or {@link #NONE}. */
    long until() {
        return until;
    }

    boolean isOverdue() {
        long when = until;
        return when != NONE && System.nanoTime() - when > 0;
    }

    /** How much time is left, zero or less if none is; empty without a deadline. */
    Optional<Duration> left() {
        long when = until;
        return when == NONE ? Optional.empty() : Optional.of(Duration.ofNanos(when - System.nanoTime()));
    }
}
