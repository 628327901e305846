package org.backplane.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.backplane.bench.load.Row;

/**
 * Writes what a run of the benchmark gave into a directory; called after each row, so that a run that is broken off leaves
 * something: {@code rows.json}, {@code report.md}, and a chart in each {@code .svg}.
 */
public final class Report {

    private final Path directory;
    private final String run;
    private final Map<String, String> leftOut = new TreeMap<>();
    private Set<String> drawn = Set.of();

    /** A report without rows. The system property {@code bench.command} says how it came to be. */
    public Report(Path directory) {
        this.directory = directory;
        this.run = "`" + System.getProperty("bench.command", "./bench") + "` on " + Machine.description();
    }

    /** Says why there is nothing from a contender, or not all. */
    public void leaveOut(String contender, String reason) {
        leftOut.put(contender, reason);
    }

    /** Writes all rows so far. */
    public void write(List<Row> rows) {
        Summary summary = new Summary(Ramps.answers(rows));
        try {
            Files.createDirectories(directory);
            RowFile.write(directory.resolve("rows.json"), rows);
            Map<String, String> charts = Charts.of(summary);
            for (String earlier : drawn) {
                if (!charts.containsKey(earlier)) {
                    Files.delete(directory.resolve(earlier));
                }
            }
            for (Map.Entry<String, String> chart : charts.entrySet()) {
                Files.writeString(directory.resolve(chart.getKey()), chart.getValue());
            }
            drawn = charts.keySet();
            Files.writeString(directory.resolve("report.md"), markdown(summary, charts));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + directory, e);
        }
    }

    /** The tables, for a terminal. */
    public String text(List<Row> rows) {
        Summary summary = new Summary(Ramps.answers(rows));
        String tables = summary.cases().stream()
                .map(one -> one.title() + "\n" + Table.of(summary, one).plain())
                .collect(Collectors.joining("\n"));
        return tables + notRun();
    }

    private String markdown(Summary summary, Map<String, String> charts) {
        StringBuilder text = new StringBuilder("# What a delivered message costs\n\n" + run + "\n\n");
        text.append("Medians of all repetitions, with the smallest and the largest in brackets. CPU time is what the")
                .append(" operating system counted for all nodes and Redis; latency counts from the time at which a")
                .append(" message was due.\n\n");
        text.append(contenders(summary).markdown()).append('\n');
        for (Case one : summary.cases()) {
            text.append("## ").append(one.title()).append("\n\n");
            text.append(Table.of(summary, one).markdown()).append('\n');
        }
        text.append("## Charts\n\n");
        charts.keySet()
                .forEach(file ->
                        text.append("![").append(file).append("](").append(file).append(")\n"));
        return text.toString();
    }

    private Table contenders(Summary summary) {
        List<List<String>> lines = new ArrayList<>();
        summary.contenders().forEach(name -> lines.add(List.of(name, summary.version(name))));
        leftOut.forEach((name, reason) -> lines.add(List.of(name, "not run: " + reason)));
        return new Table(List.of("contender", "versions, flags, raised settings"), lines);
    }

    private String notRun() {
        return leftOut.entrySet().stream()
                .map(entry -> "\n" + entry.getKey() + ": not run: " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
