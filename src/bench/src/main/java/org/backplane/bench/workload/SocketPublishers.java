package org.backplane.bench.workload;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;
import org.backplane.bench.load.Link;
import org.backplane.bench.load.Pump;
import org.backplane.bench.load.Row;
import org.backplane.bench.load.Swarm;
import org.backplane.bench.load.Trial;
import org.backplane.bench.load.Voice;
import org.backplane.bench.load.Window;
import org.backplane.bench.load.dialect.BackplaneDialect;
import org.backplane.bench.load.dialect.Subscription;

/** W6 on the outside: connections that publish to one channel, each with 16 publishes in flight; nobody listens. */
final class SocketPublishers implements Workload {

    private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
    private static final int IN_FLIGHT = 16;

    @Override
    public String name() {
        return "W6";
    }

    @Override
    public String description() {
        return "1, 16 and 64 WebSockets with 16 publishes in flight each, to one channel";
    }

    @Override
    public boolean suits(Contender contender) {
        return contender.dialect() instanceof BackplaneDialect;
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        for (int connections : CONNECTIONS) {
            try (Swarm swarm = new Swarm(setting.contender())) {
                List<Pump> pumps = pumps(setting.contender(), swarm, connections);
                pumps.forEach(Pump::start);
                lasts(setting.length().briefWarmUpSeconds());
                rows.accept(measure(setting, swarm, connections));
                pumps.forEach(Pump::stop);
            }
        }
    }

    private Row measure(Setting setting, Swarm swarm, int connections) {
        Window window = swarm.window(new Trial(0, new int[0]));
        CpuTime before = CpuTime.of(setting.contender().processes());
        lasts(setting.length().briefSeconds());
        long acknowledged = window.acknowledged();
        CpuTime used = CpuTime.of(setting.contender().processes()).since(before);
        Histogram latencies = window.acknowledgements();
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("acknowledgedPerSecond", acknowledged * 1e9 / used.taken());
        Latencies.put(numbers, "acknowledgement", latencies);
        numbers.put("cpuMicrosPerPublish", used.over(acknowledged).total());
        numbers.put("refused", (double) window.refused());
        numbers.put("closed", (double) window.closed());
        Row.Load load = new Row.Load(acknowledged, acknowledged, 0, 0, 0, 0, 0, 0, Latencies.of(latencies));
        return new Rows(name(), setting)
                .of(Map.of("connections", (long) connections), load, used.over(acknowledged), numbers);
    }

    /** Connections that listen to nothing but their inbox. */
    private static List<Pump> pumps(Contender contender, Swarm swarm, int connections) {
        String channel = Traffic.channelPrefix() + "w6";
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            subscriptions.add(Subscription.fresh(i % contender.nodes().size(), "", new Subscription.Streams(i, 1)));
        }
        List<Pump> pumps = new ArrayList<>();
        for (Link link : swarm.open(subscriptions)) {
            Voice voice = Voice.to(link, contender.dialect().publish(channel, pumps.size()));
            pumps.add(new Pump(link, voice, IN_FLIGHT));
        }
        return pumps;
    }

    private static void lasts(int seconds) {
        Duration time = Duration.ofSeconds(seconds);
        await("a while").atMost(time.plusMinutes(1)).pollDelay(time).until(() -> true);
    }
}
