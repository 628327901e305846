package org.backplane.broker.redis.command;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.Script;

/**
 * How long a round of reading waits for more reads to go along: not at all, until many were read at a time; then {@value
 * #GATHERING_MILLIS} ms, in a storm {@value #STORM_MILLIS} ms. The node's own checks, which come fifty at a time each second,
 * are no reason to wait. For one thread.
 */
final class ReadCoalescing {

    private static final int MANY = 8;
    private static final long MANY_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int GATHERING_MILLIS = 20;
    private static final int STORM = 64;
    private static final int STORM_MILLIS = 60;

    private final LongSupplier clock;
    private long lastMany;
    private int lastRound;

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    ReadCoalescing(LongSupplier clock) {
        this.clock = clock;
        this.lastMany = clock.getAsLong() - MANY_FOR_NANOS;
    }

    /** How long the next round waits, in nanoseconds. */
    long waitNanos() {
        if (clock.getAsLong() - lastMany >= MANY_FOR_NANOS) {
            return 0;
        }
        return TimeUnit.MILLISECONDS.toNanos(lastRound < STORM ? GATHERING_MILLIS : STORM_MILLIS);
    }

    /** This is a round. */
    void gathered(List<PendingCall> round) {
        lastRound = (int) round.stream().filter(ReadCoalescing::isAsked).count();
        if (lastRound >= MANY) {
            lastMany = clock.getAsLong();
        }
    }

    /** Whether a client's command or connection needs it. */
    private static boolean isAsked(PendingCall read) {
        return !(read.call() instanceof Call.ScriptCall run) || run.script() != Script.CHECK;
    }
}
