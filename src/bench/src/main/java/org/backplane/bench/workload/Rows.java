package org.backplane.bench.workload;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.Row;

/** Makes the rows of one workload in one setting. */
record Rows(String workload, Workload.Setting setting) {

    /** What was measured in a window of traffic. */
    Row of(Map<String, Long> parameters, Traffic.Measured measured) {
        Map<String, Double> numbers = new TreeMap<>();
        Latencies.put(numbers, "crossNode", measured.window().far());
        numbers.put("misdirected", (double) measured.window().amiss(0).foreign());
        numbers.put("refused", (double) measured.window().refused());
        numbers.put("closed", (double) measured.window().closed());
        return of(parameters, measured.load(), measured.cost(), numbers);
    }

    Row of(Map<String, Long> parameters, Row.Load load, Row.Cost cost, Map<String, Double> numbers) {
        Contender contender = setting.contender();
        return new Row(
                contender.name(), version(contender), workload, parameters, setting.repetition(), load, cost, numbers);
    }

    /** Where nothing is delivered. */
    Row of(Map<String, Long> parameters, Row.Cost cost, Map<String, Double> numbers) {
        return of(parameters, new Row.Load(0, 0, 0, 0, 0, 0, 0, 0, Latencies.NONE), cost, numbers);
    }

    private static String version(Contender contender) {
        List<String> raised = contender.raised();
        return raised.isEmpty() ? contender.version() : contender.version() + "; " + String.join(", ", raised);
    }
}
