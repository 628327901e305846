package org.backplane.bench.workload;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.CpuTime;
import org.backplane.bench.load.Row;
import org.backplane.bench.load.Swarm;
import org.backplane.bench.load.dialect.Subscription;

/** W3: what connections cost that say nothing; ten of them share a channel. */
final class IdleConnections implements Workload {

    private static final int CONNECTIONS = 5000;
    private static final int SHARING = 10;
    private static final int FIRST_VISITORS = 100;
    private static final double KIB = 1024.0;

    @Override
    public String name() {
        return "W3";
    }

    @Override
    public String description() {
        return "5,000 idle connections, ten to a channel: live heap, RSS, CPU";
    }

    @Override
    public Stage stage() {
        return Stage.FRESH;
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        visit(setting.contender());
        Quiet.await(setting.contender());
        Footprint before = Footprint.of(setting.contender().processes());
        double idleBefore = idleCpu(setting);
        try (Swarm swarm = new Swarm(setting.contender())) {
            swarm.open(subscriptions(setting.contender(), CONNECTIONS));
            Quiet.await(setting.contender());
            double idle = idleCpu(setting);
            Footprint after = Footprint.of(setting.contender().processes());
            Map<String, Double> numbers = new TreeMap<>();
            numbers.put("rssKiBPerConnection", (after.residentBytes() - before.residentBytes()) / KIB / CONNECTIONS);
            numbers.put("idleCpuMillisPerSecond", idle);
            numbers.put("idleCpuMillisPerSecondBefore", idleBefore);
            before.heapBytes()
                    .ifPresent(heap -> numbers.put(
                            "heapKiBPerConnection", (after.heapBytes().orElseThrow() - heap) / KIB / CONNECTIONS));
            rows.accept(new Rows(name(), setting)
                    .of(Map.of("connections", (long) CONNECTIONS), new Row.Cost(0, 0, 0, 0, 0), numbers));
        }
    }

    /** Some connections come and go, so that what the first one loads is not put down to those that follow. */
    private static void visit(Contender contender) {
        try (Swarm swarm = new Swarm(contender)) {
            swarm.open(subscriptions(contender, FIRST_VISITORS));
        }
    }

    private static List<Subscription> subscriptions(Contender contender, int count) {
        String prefix = Traffic.channelPrefix();
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(Subscription.fresh(
                    i % contender.nodes().size(), prefix + i / SHARING, new Subscription.Streams(0, 1)));
        }
        return subscriptions;
    }

    /** Of all servers together. The time is part of the measurement, there is nothing to wait for. */
    private static double idleCpu(Setting setting) {
        Duration time = Duration.ofSeconds(setting.length().pick(5, 25));
        CpuTime before = CpuTime.of(setting.contender().processes());
        await("a while").atMost(time.plusMinutes(1)).pollDelay(time).until(() -> true);
        CpuTime used = CpuTime.of(setting.contender().processes()).since(before);
        return (used.nodes() + used.redis()) * 1e6 / used.taken();
    }
}
