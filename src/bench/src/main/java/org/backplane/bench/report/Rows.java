package org.backplane.bench.report;

import java.util.Map;
import org.backplane.bench.load.Row;

/** Rows as a run could give them. */
final class Rows {

    private Rows() {}

    /** One with rate 50. */
    static Row row(String contender, String workload, int repetition, double cpu) {
        return row(contender, workload, Map.of("rate", 50L), repetition, cpu);
    }

    static Row row(String contender, String workload, Map<String, Long> parameters, int repetition, double cpu) {
        Row.Latency latency = new Row.Latency(1_500, 4_000, 9_000, 12_345);
        Row.Load load = new Row.Load(500, 500, 100_000, 100_000, 0, 0, 0, 10_000, latency);
        Row.Cost cost = new Row.Cost(cpu * 0.75, cpu * 0.25, cpu, 0.1, 0.4);
        return new Row(
                contender,
                contender + " 1.0 & <flags>",
                workload,
                parameters,
                repetition,
                load,
                cost,
                Map.of("rssKiBPerConnection", 8.5));
    }
}
