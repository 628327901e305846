package org.backplane.bench.workload;

import java.util.List;

/** All that is measured. */
public final class Workloads {

    private Workloads() {}

    /** In the order of the table. */
    public static List<Workload> all() {
        return List.of(
                new OneChannel(),
                new ManyChannels(),
                new IdleConnections(),
                new Ramp(),
                new ReconnectStorm(false),
                new ReconnectStorm(true),
                new SocketPublishers(),
                new BeanPublishers(),
                new RawRedis(),
                new ListenerGrowth(),
                new ChannelGrowth(),
                new NodeGrowth(1),
                new NodeGrowth(2),
                new NodeGrowth(3));
    }

    /** What is measured if nobody says what. */
    public static List<String> of(Length length) {
        return length == Length.QUICK
                ? List.of("W1", "W2")
                : all().stream().map(Workload::name).toList();
    }
}
