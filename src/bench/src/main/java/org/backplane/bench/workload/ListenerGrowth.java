package org.backplane.bench.workload;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** How cost grows with the listeners of one channel; the deliveries per second stay the same, as far as one message a second allows. */
final class ListenerGrowth implements Growth {

    private static final List<Integer> LISTENERS = List.of(10, 100, 1000, 5000);
    private static final long DELIVERIES = 5000;
    private static final long MOST_PER_SECOND = 100;

    @Override
    public String name() {
        return "listeners";
    }

    @Override
    public String description() {
        return "one channel with 10, 100, 1,000 and 5,000 listeners; 100, 50, 5 and 1 messages/s";
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        for (int listeners : LISTENERS) {
            long rate = Math.min(MOST_PER_SECOND, Math.max(1, DELIVERIES / listeners));
            Map<String, Long> parameters = Map.of("listeners", (long) listeners);
            rows.accept(point(new Rows(name(), setting), parameters, 1, listeners, rate));
        }
    }
}
