package org.backplane.bench.workload;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** W1: one channel, listeners on all nodes, one of them publishes. */
final class OneChannel implements Workload {

    private static final List<Long> RATES = List.of(50L, 500L);
    private static final long WARM_UP_RATE = 100;
    private static final int LISTENERS = 200;

    @Override
    public String name() {
        return "W1";
    }

    @Override
    public String description() {
        return "one channel, 200 listeners over the nodes, one publisher, 50 and 500 messages/s";
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        try (Traffic traffic = new Traffic(setting.contender(), 1, LISTENERS)) {
            traffic.warmUp(WARM_UP_RATE, setting.length().warmUpSeconds());
            for (long rate : RATES) {
                Traffic.Measured measured = traffic.measure(rate, seconds(setting, rate));
                rows.accept(
                        new Rows(name(), setting).of(Map.of("rate", rate, "listeners", (long) LISTENERS), measured));
            }
        }
    }

    /** Some systems cannot keep up with the higher rate, and work on long after the last message. */
    private static long seconds(Setting setting, long rate) {
        int seconds = setting.length().seconds();
        return rate == RATES.get(0) ? seconds : seconds / 2;
    }
}
