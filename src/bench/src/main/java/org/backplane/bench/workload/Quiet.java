package org.backplane.bench.workload;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;

/** Waits until servers have done with what was before: connections that left, compilers, collections. */
final class Quiet {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final double BUSY = 0.05;
    /** Longer than those who left are still shown in their channels ({@code presence/grace}), after which there is work again. */
    private static final int SECONDS_AFTER_CROWD = 8;

    private final Contender contender;
    private final int seconds;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private CpuTime last;
    private int quietSeconds;

    private Quiet(Contender contender, int seconds) {
        this.contender = contender;
        this.seconds = seconds;
        this.last = CpuTime.of(contender.processes());
    }

    /** Blocks until the servers take less than a twentieth of one processor for a second; a minute at most, for some always do something. */
    static void await(Contender contender) {
        await(contender, 1);
    }

    /** The same after thousands of connections have left, until that has had all its consequences. */
    static void afterCrowd(Contender contender) {
        await(contender, SECONDS_AFTER_CROWD);
    }

    private static void await(Contender contender, int seconds) {
        Quiet quiet = new Quiet(contender, seconds);
        Awaitility.await("quiet servers")
                .atMost(PATIENCE.multipliedBy(2))
                .pollDelay(LOOK)
                .pollInterval(LOOK)
                .until(quiet::isReached);
    }

    private boolean isReached() {
        CpuTime now = CpuTime.of(contender.processes());
        CpuTime used = now.since(last);
        last = now;
        double busy = (used.nodes() + used.redis()) * 1000.0 / used.taken();
        quietSeconds = busy < BUSY ? quietSeconds + 1 : 0;
        return quietSeconds >= seconds || System.nanoTime() > deadline;
    }
}
