package org.backplane.bench.workload;

import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** W2: many channels, each with one listener per node, one of which publishes. */
final class ManyChannels implements Workload {

    private static final int CHANNELS = 500;
    private static final long RATE = 1000;

    @Override
    public String name() {
        return "W2";
    }

    @Override
    public String description() {
        return "500 channels with one listener per node, 1,000 messages/s in all";
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        int nodes = setting.contender().nodes().size();
        try (Traffic traffic = new Traffic(setting.contender(), CHANNELS, nodes)) {
            traffic.warmUp(RATE, setting.length().warmUpSeconds());
            Traffic.Measured measured = traffic.measure(RATE, setting.length().seconds());
            rows.accept(new Rows(name(), setting)
                    .of(Map.of("rate", RATE, "channels", (long) CHANNELS, "listeners", (long) nodes), measured));
        }
    }
}
