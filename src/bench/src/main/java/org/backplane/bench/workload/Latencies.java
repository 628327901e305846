package org.backplane.bench.workload;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.backplane.bench.load.Row;

/** Reads histograms. */
final class Latencies {

    static final Row.Latency NONE = new Row.Latency(0, 0, 0, 0);

    private Latencies() {}

    static Row.Latency of(Histogram micros) {
        return new Row.Latency(
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }

    /** Adds a median and a 99th percentile, if there is anything to tell. */
    static void put(Map<String, Double> numbers, String name, Histogram micros) {
        if (micros.getTotalCount() > 0) {
            numbers.put(name + "P50Micros", (double) micros.getValueAtPercentile(50));
            numbers.put(name + "P99Micros", (double) micros.getValueAtPercentile(99));
        }
    }
}
