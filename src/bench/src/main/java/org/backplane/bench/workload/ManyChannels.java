package org.backplane.bench.workload;

import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** W2: many channels, each with two listeners, one per node if there are two, one of which publishes. */
final class ManyChannels implements Workload {

    private static final int CHANNELS = 500;
    private static final int LISTENERS = 2;
    private static final long RATE = 1000;

    @Override
    public String name() {
        return "W2";
    }

    @Override
    public String description() {
        return "500 channels with two listeners each, one per node, 1,000 messages/s in all";
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        try (Traffic traffic = new Traffic(setting.contender(), CHANNELS, LISTENERS)) {
            traffic.warmUp(RATE, setting.length().warmUpSeconds());
            Traffic.Measured measured = traffic.measure(RATE, setting.length().seconds());
            rows.accept(new Rows(name(), setting)
                    .of(Map.of("rate", RATE, "channels", (long) CHANNELS, "listeners", (long) LISTENERS), measured));
        }
    }
}
