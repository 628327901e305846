package org.backplane.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.backplane.bench.load.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(9, 1, 4, 2))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(DoubleStream.of(5, 7, 6))).isEqualTo(new Spread(6, 5, 7));
    }

    @Test
    void aSpreadTellsItsRangeOnlyIfThereIsOne() {
        assertThat(new Spread(12.34, 9.876, 1234.5).text()).isEqualTo("12.3 (9.88–1,235)");
        assertThat(new Spread(2, 2, 2).text()).isEqualTo("2.00");
    }

    @Test
    void theRatioComparesMediansOfTheSameCase() {
        Summary summary = new Summary(List.of(
                Rows.row("ours", "W1", 1, 8),
                Rows.row("ours", "W1", 2, 10),
                Rows.row("ours", "W1", 3, 90),
                Rows.row("socket.io", "W1", 1, 20),
                Rows.row("socket.io", "W2", 1, 5)));

        Case w1 = summary.cases().get(0);

        assertThat(summary.ratio("ours", w1, Metric.CPU)).hasValue(0.5);
        assertThat(summary.ratio("nobody", w1, Metric.CPU)).isEmpty();
    }

    @Test
    void tablesAreMadeOfWhatIsNotZero() {
        Summary summary = new Summary(List.of(Rows.row("ours", "W1", 1, 8)));

        Table table = Table.of(summary, summary.cases().get(0));

        assertThat(table.head())
                .contains("CPU µs/delivery", "p99 ms", "rss KiB per connection")
                .doesNotContain("lost");
        assertThat(table.markdown()).contains("| ours | 8.00 |").contains("| ---: |");
    }

    @Test
    void ofARampTheFastestStepThatReachedAllInTimeCounts() {
        Summary summary = new Summary(Ramps.answers(List.of(
                step(50, 10_000, 1_000, 0),
                step(100, 20_000, 200_000, 0),
                step(200, 25_000, 300_000, 0),
                step(200, 24_000, 1_000, 9))));

        assertThat(summary.cases()).hasSize(1);
        assertThat(summary.spread("ours", summary.cases().get(0), Metric.DELIVERED))
                .hasValue(new Spread(20_000, 20_000, 20_000));
    }

    private static Row step(long rate, double delivered, long p99, long lost) {
        Row row = Rows.row("ours", "W4", Map.of("rate", rate), 1, 8);
        Row.Load load = row.load();
        Row.Latency latency = new Row.Latency(1, p99, p99, p99);
        return new Row(
                row.contender(),
                row.version(),
                row.workload(),
                row.parameters(),
                1,
                new Row.Load(load.sent(), 0, 0, 0, lost, 0, 0, delivered, latency),
                row.cost(),
                Map.of());
    }

    @Test
    void chartsAreWellFormedWhateverNamesSay() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String contender : List.of("socket.io", "ours & <theirs>")) {
            rows.add(Rows.row(contender, "W1", 1, 12));
            for (long listeners : List.of(10L, 100L, 1_000L)) {
                rows.add(Rows.row(contender, "listeners", Map.of("listeners", listeners), 1, 100.0 / listeners));
            }
        }

        Report report = new Report(directory);
        report.write(rows.subList(0, 2));
        report.write(rows);

        try (Stream<Path> files = Files.list(directory)) {
            List<Path> charts =
                    files.filter(file -> file.toString().endsWith(".svg")).toList();
            assertThat(charts)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "w1-rate-50-cpu-micros-delivery.svg",
                            "w1-rate-50-latency.svg",
                            "listeners-cpu-micros-delivery-by-listeners.svg");
            for (Path chart : charts) {
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
            }
        }
    }

    @Test
    void workloadsThatWereNotRunAreNamed() throws IOException {
        Report report = new Report(directory);

        report.leaveOut("socket.io", "no node");
        report.write(List.of(Rows.row("ours", "W1", 1, 8)));

        assertThat(Files.readString(directory.resolve("report.md"))).contains("| socket.io | not run: no node |");
    }
}
