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

    private final Contender contender;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private CpuTime last;

    private Quiet(Contender contender) {
        this.contender = contender;
        this.last = CpuTime.of(contender.processes());
    }

    /** Blocks until the servers take less than a twentieth of one processor for a second; a minute at most, for some always do something. */
    static void await(Contender contender) {
        Quiet quiet = new Quiet(contender);
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
        return busy < BUSY || System.nanoTime() > deadline;
    }
}
