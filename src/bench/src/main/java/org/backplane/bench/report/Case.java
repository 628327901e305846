package org.backplane.bench.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.backplane.bench.load.Row;

/**
 * What all contenders were measured with: a workload under given parameters.
 *
 * @param parameters by name
 */
record Case(String workload, SortedMap<String, Long> parameters) implements Comparable<Case> {

    private static final Comparator<Case> ORDER =
            Comparator.comparing(Case::workload).thenComparing(Case::numbers);

    Case {
        parameters = new TreeMap<>(parameters);
    }

    static Case of(Row row) {
        return new Case(row.workload(), new TreeMap<>(row.parameters()));
    }

    /** Such as {@code W1: listeners 200, rate 50}. */
    String title() {
        String list = parameters.entrySet().stream().map(Case::text).collect(Collectors.joining(", "));
        return list.isEmpty() ? workload : workload + ": " + list;
    }

    private static String text(Map.Entry<String, Long> parameter) {
        return Words.of(parameter.getKey()) + " " + String.format(Locale.ROOT, "%,d", parameter.getValue());
    }

    /** The same for all cases that differ in this parameter only. */
    Case without(String parameter) {
        SortedMap<String, Long> others = new TreeMap<>(parameters);
        others.remove(parameter);
        return new Case(workload, others);
    }

    /** Sorts by the size of the numbers. */
    private String numbers() {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + String.format("%020d", parameter.getValue()))
                .collect(Collectors.joining(","));
    }

    @Override
    public int compareTo(Case other) {
        return ORDER.compare(this, other);
    }
}
