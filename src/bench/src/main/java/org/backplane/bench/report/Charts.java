package org.backplane.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backplane.bench.load.Row;

/**
 * Chooses the pictures: lines where one parameter of a workload takes three values or more, bars elsewhere, and the
 * percentiles of whatever was timed.
 */
final class Charts {

    private static final int POINTS_OF_A_LINE = 3;

    private final Summary summary;
    private final Map<String, String> files = new LinkedHashMap<>();

    private Charts(Summary summary) {
        this.summary = summary;
    }

    /** Each picture by the name of its file. */
    static Map<String, String> of(Summary summary) {
        Charts charts = new Charts(summary);
        Map<Case, NavigableMap<Long, Case>> grown = charts.grown();
        grown.forEach(charts::lines);
        summary.cases().stream()
                .filter(one -> grown.values().stream().noneMatch(cases -> cases.containsValue(one)))
                .forEach(charts::bars);
        return charts.files;
    }

    /** By what all its cases share, with the one parameter that grows as -1 in it, the cases by its value. */
    private Map<Case, NavigableMap<Long, Case>> grown() {
        Map<Case, NavigableMap<Long, Case>> groups = new LinkedHashMap<>();
        for (Case one : summary.cases()) {
            one.parameters().forEach((name, value) -> {
                TreeMap<String, Long> shared = new TreeMap<>(one.parameters());
                shared.put(name, -1L);
                groups.computeIfAbsent(new Case(one.workload(), shared), none -> new TreeMap<>())
                        .put(value, one);
            });
        }
        groups.values().removeIf(cases -> cases.size() < POINTS_OF_A_LINE);
        return groups;
    }

    private void lines(Case shared, NavigableMap<Long, Case> cases) {
        String parameter = shared.parameters().entrySet().stream()
                .filter(entry -> entry.getValue() < 0)
                .findFirst()
                .orElseThrow()
                .getKey();
        List<Row> rows = cases.values().stream()
                .flatMap(one -> summary.rows(one).stream())
                .toList();
        for (Metric metric : worthDrawing(rows)) {
            List<LineChart.Series> series = new ArrayList<>();
            for (String contender : summary.contenders()) {
                series.add(new LineChart.Series(contender, points(contender, cases, metric), colour(contender)));
            }
            String title = shared.without(parameter).title() + ": " + metric.label() + " by " + Words.of(parameter);
            put(title, new LineChart(title, Words.of(parameter), series).svg());
        }
    }

    private List<LineChart.Point> points(String contender, NavigableMap<Long, Case> cases, Metric metric) {
        List<LineChart.Point> points = new ArrayList<>();
        cases.forEach((value, one) -> summary.spread(contender, one, metric)
                .filter(spread -> spread.median() > 0)
                .ifPresent(spread -> points.add(new LineChart.Point(value, spread.median()))));
        return points;
    }

    private void bars(Case one) {
        List<Row> rows = summary.rows(one);
        for (Metric metric : worthDrawing(rows)) {
            String title = one.title() + ": " + metric.label();
            put(title, new BarChart(title, bars(one, metric)).svg());
        }
        if (rows.stream().anyMatch(row -> row.load().latency().p50() > 0)) {
            String title = one.title() + ": latency";
            put(title, new LatencyChart(title, percentiles(one)).svg());
        }
    }

    private List<BarChart.Bar> bars(Case one, Metric metric) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (String contender : summary.contenders(one)) {
            summary.spread(contender, one, metric)
                    .ifPresent(spread -> bars.add(new BarChart.Bar(contender, spread, colour(contender))));
        }
        return bars;
    }

    private List<LatencyChart.Line> percentiles(Case one) {
        return summary.contenders(one).stream()
                .map(contender -> new LatencyChart.Line(
                        contender,
                        List.of(
                                median(contender, one, Metric.P50),
                                median(contender, one, Metric.P99),
                                median(contender, one, Metric.P999)),
                        colour(contender)))
                .toList();
    }

    private double median(String contender, Case one, Metric metric) {
        return summary.spread(contender, one, metric).map(Spread::median).orElse(0.0);
    }

    /** What a message costs where messages are delivered, else the workload's own numbers; of a ramp how many. */
    private static List<Metric> worthDrawing(List<Row> rows) {
        if (rows.stream().allMatch(row -> row.numbers().containsKey("messagesPerSecond"))) {
            return List.of(Metric.DELIVERED);
        }
        if (rows.stream().anyMatch(row -> row.cost().total() > 0)) {
            return List.of(Metric.CPU);
        }
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.numbers().keySet()));
        return names.stream().map(Metric::number).toList();
    }

    private int colour(String contender) {
        return summary.contenders().indexOf(contender);
    }

    private void put(String title, String svg) {
        String name = title.replace("µ", "micro")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        files.put(name + ".svg", svg);
    }
}
