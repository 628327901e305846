package org.backplane.bench.workload;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** W1: one channel, listeners on all nodes, one of them publishes. */
final class OneChannel implements Workload {

    private static final List<Long> RATES = List.of(50L, 500L);
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
            traffic.warmUp(RATES.get(1), setting.length().warmUpSeconds());
            for (long rate : RATES) {
                Traffic.Measured measured =
                        traffic.measure(rate, setting.length().seconds());
                rows.accept(
                        new Rows(name(), setting).of(Map.of("rate", rate, "listeners", (long) LISTENERS), measured));
            }
        }
    }
}
