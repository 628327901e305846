package org.backplane.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cells in rows and columns; all but the first column are numbers. */
record Table(List<String> head, List<List<String>> rows) {

    Table {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** What was measured in one case, a line per contender, with the CPU time as a multiple of socket.io's. */
    static Table of(Summary summary, Case of) {
        List<Metric> metrics = Metric.of(summary.rows(of));
        List<String> head = new ArrayList<>(List.of("contender"));
        metrics.forEach(metric -> head.addAll(
                metric.equals(Metric.CPU)
                        ? List.of(metric.label(), "× " + Summary.YARDSTICK)
                        : List.of(metric.label())));
        List<List<String>> rows = summary.contenders(of).stream()
                .map(contender -> line(summary, of, contender, metrics))
                .toList();
        return new Table(head, rows);
    }

    private static List<String> line(Summary summary, Case of, String contender, List<Metric> metrics) {
        List<String> line = new ArrayList<>(List.of(contender));
        for (Metric metric : metrics) {
            line.add(summary.spread(contender, of, metric).map(Spread::text).orElse(""));
            if (metric.equals(Metric.CPU)) {
                var ratio = summary.ratio(contender, of, metric);
                line.add(ratio.isPresent() ? Spread.text(ratio.getAsDouble()) : "");
            }
        }
        return line;
    }

    /** For a terminal. */
    String plain() {
        List<Integer> widths =
                IntStream.range(0, head.size()).mapToObj(this::width).toList();
        StringBuilder text = new StringBuilder();
        for (List<String> cells : all()) {
            String line = IntStream.range(0, cells.size())
                    .mapToObj(i -> pad(cells.get(i), widths.get(i), i == 0))
                    .collect(Collectors.joining("  "));
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For a README. */
    String markdown() {
        List<String> rule = new ArrayList<>(List.of("---"));
        rule.addAll(Collections.nCopies(head.size() - 1, "---:"));
        List<List<String>> lines = new ArrayList<>(List.of(head, rule));
        lines.addAll(rows);
        return lines.stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    private List<List<String>> all() {
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.addAll(rows);
        return all;
    }

    private int width(int column) {
        return all().stream()
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }

    private static String pad(String cell, int width, boolean left) {
        String blanks = " ".repeat(Math.max(0, width - cell.length()));
        return left ? cell + blanks : blanks + cell;
    }
}
