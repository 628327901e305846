package org.backplane.broker.redis.command;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.Script;

/**
 * How long a round of reads waits for more reads: not at all, until a round had at least 8 reads; then {@value #WAIT_MILLIS}
 * ms, and {@value #STORM_MILLIS} ms after a round of at least 64. The node's own checks, fifty a second, do not count. For one
 * thread.
 */
final class ReadCoalescing {

    private static final int MANY = 8;
    private static final long MANY_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int WAIT_MILLIS = 20;
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

    /** How long the next round has to wait, in nanoseconds. */
    long waitNanos() {
        if (clock.getAsLong() - lastMany >= MANY_FOR_NANOS) {
            return 0;
        }
        return TimeUnit.MILLISECONDS.toNanos(lastRound < STORM ? WAIT_MILLIS : STORM_MILLIS);
    }

    /** A round has been collected. */
    void roundCollected(List<PendingCall> round) {
        lastRound = (int) round.stream().filter(ReadCoalescing::isOfClient).count();
        if (lastRound >= MANY) {
            lastMany = clock.getAsLong();
        }
    }

    /** Whether the read is needed for a command or connection of a client. */
    private static boolean isOfClient(PendingCall read) {
        return !(read.call() instanceof Call.ScriptCall run) || run.script() != Script.CHECK;
    }
}
