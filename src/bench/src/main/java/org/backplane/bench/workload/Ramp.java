package org.backplane.bench.workload;

import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** W4: like W1, ever faster, until no more is delivered or it takes too long. Each step is a row; the best of them is the answer. */
final class Ramp implements Workload {

    private static final int LISTENERS = 200;
    private static final long FIRST_RATE = 100;
    /** A step that fails is tried once more: another process may have had the machine. Who was sent away as too slow is not. */
    private static final int ATTEMPTS = 2;

    private static final double STEP = 1.6;
    private static final double GROWTH = 1.05;

    @Override
    public String name() {
        return "W4";
    }

    @Override
    public String description() {
        return "W1 ramped until delivered/s stops growing or p99 passes 250 ms";
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        try (Traffic traffic = new Traffic(setting.contender(), 1, LISTENERS)) {
            traffic.warmUp(FIRST_RATE, setting.length().warmUpSeconds());
            long rate = FIRST_RATE;
            double best = 0;
            int failures = 0;
            boolean isOver = false;
            while (failures < ATTEMPTS && !isOver) {
                Traffic.Measured measured =
                        traffic.measure(rate, setting.length().pick(2, 3));
                rows.accept(
                        new Rows(name(), setting).of(Map.of("rate", rate, "listeners", (long) LISTENERS), measured));
                boolean grows = isFine(measured) && measured.perSecond() > best * GROWTH;
                failures = grows ? 0 : failures + 1;
                isOver = measured.window().closed() > 0;
                best = Math.max(best, measured.perSecond());
                rate = grows ? Math.round(rate * STEP) : rate;
            }
        }
    }

    private static boolean isFine(Traffic.Measured measured) {
        return measured.load().latency().inTime() && measured.window().closed() == 0;
    }
}
