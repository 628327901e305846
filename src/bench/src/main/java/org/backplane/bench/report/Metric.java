package org.backplane.bench.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.backplane.bench.load.Row;

/**
 * One number of a row, with the name that people see.
 *
 * @param of empty where the row does not have it
 */
record Metric(String label, Function<Row, OptionalDouble> of) {

    private static final double MICROS = 1_000;
    private static final double PERCENT = 100;

    /** CPU time of nodes and Redis. */
    static final Metric CPU = always("CPU µs/delivery", row -> row.cost().total());

    static final Metric CPU_NODES = always("of it nodes", row -> row.cost().nodes());
    static final Metric CPU_REDIS = always("of it Redis", row -> row.cost().redis());
    static final Metric P50 = always("p50 ms", row -> row.load().latency().p50() / MICROS);
    static final Metric P99 = always("p99 ms", row -> row.load().latency().p99() / MICROS);
    static final Metric P999 = always("p99.9 ms", row -> row.load().latency().p999() / MICROS);
    static final Metric MAX = always("max ms", row -> row.load().latency().max() / MICROS);
    static final Metric DELIVERED = always("deliveries/s", row -> row.load().deliveredPerSecond());
    static final Metric LOST = always("lost", row -> row.load().lost());
    static final Metric DOUBLED = always("doubled", row -> row.load().doubled());
    static final Metric DISORDER = always("out of order", row -> row.load().outOfOrder());
    static final Metric GENERATOR =
            always("generator % of CPU", row -> row.cost().generatorShare() * PERCENT);

    private static final List<Metric> STANDARD =
            List.of(CPU, CPU_NODES, CPU_REDIS, P50, P99, P999, MAX, DELIVERED, LOST, DOUBLED, DISORDER, GENERATOR);

    private static Metric always(String label, ToDoubleFunction<Row> of) {
        return new Metric(label, row -> OptionalDouble.of(of.applyAsDouble(row)));
    }

    /** One of a workload's own numbers; microseconds are shown as milliseconds, as all latencies are. */
    static Metric number(String name) {
        double unit = name.endsWith("Micros") ? MICROS : 1;
        return new Metric(Words.of(name.replaceFirst("Micros$", "Ms")), row -> {
            Double value = row.numbers().get(name);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value / unit);
        });
    }

    /** Those that say something about the rows: what is 0 in all of them is left out. */
    static List<Metric> of(List<Row> rows) {
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.numbers().keySet()));
        return Stream.concat(STANDARD.stream(), names.stream().map(Metric::number))
                .filter(metric ->
                        rows.stream().anyMatch(row -> metric.of.apply(row).orElse(0) != 0))
                .toList();
    }
}
