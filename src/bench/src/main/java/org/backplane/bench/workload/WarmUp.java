package org.backplane.bench.workload;

import java.util.function.Consumer;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;

/**
 * Brings servers to the state of one that has run for a while. A JVM compiles what is called often, for a minute and more on a small
 * machine, and that costs more than the messages do: so the same load is put on, round by round, until a round costs
 * hardly less than the one before.
 */
public final class WarmUp {

    private static final int CHANNELS = 500;
    private static final int LISTENERS_OF_MANY = 2;
    private static final long RATE_OF_MANY = 1000;
    private static final int LISTENERS_OF_ONE = 200;
    private static final long RATE_OF_ONE = 100;
    private static final double SETTLED = 0.9;

    private final Contender contender;
    private final Length length;

    public WarmUp(Contender contender, Length length) {
        this.contender = contender;
        this.length = length;
    }

    /** Returns when the servers are warm, or after as many rounds as the length allows; tells what each has cost. */
    public void run(Consumer<String> progress) {
        double before = Double.MAX_VALUE;
        for (int round = 1; round <= length.pick(1, 10); round++) {
            double now = round();
            progress.accept("warm-up, round %d: %.0f ms of CPU".formatted(round, now));
            if (now > before * SETTLED) {
                return;
            }
            before = now;
        }
    }

    /** What it cost all servers together, in milliseconds of CPU time. */
    private double round() {
        CpuTime before = CpuTime.of(contender.processes());
        int seconds = length.pick(2, 6);
        load(CHANNELS, LISTENERS_OF_MANY, RATE_OF_MANY, seconds);
        load(1, LISTENERS_OF_ONE, RATE_OF_ONE, seconds);
        CpuTime used = CpuTime.of(contender.processes()).since(before);
        return (used.nodes() + used.redis()) / 1e3;
    }

    private void load(int channels, int listeners, long perSecond, int seconds) {
        try (Traffic traffic = new Traffic(contender, channels, listeners)) {
            traffic.warmUp(perSecond, seconds);
        }
    }
}
