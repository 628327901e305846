package org.backplane.bench.workload;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** How cost grows with the number of channels; messages per second and listeners per message stay the same. */
final class ChannelGrowth implements Growth {

    private static final List<Integer> CHANNELS = List.of(1, 100, 10_000);
    private static final int LISTENERS = 1;
    private static final long RATE = 1000;

    @Override
    public String name() {
        return "channels";
    }

    @Override
    public String description() {
        return "1, 100 and 10,000 channels with one listener each, which publishes, 1,000 messages/s in all";
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        for (int channels : CHANNELS) {
            Map<String, Long> parameters = Map.of("rate", RATE, "channels", (long) channels);
            rows.accept(point(new Rows(name(), setting), parameters, channels, LISTENERS, RATE));
        }
    }
}
