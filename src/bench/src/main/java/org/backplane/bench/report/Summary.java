package org.backplane.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.backplane.bench.load.Row;

/** Rows put together by what was measured: medians over the repetitions, and ratios between contenders. */
final class Summary {

    /** What the others are compared with. */
    static final String YARDSTICK = "socket.io";

    private final List<Row> rows;

    Summary(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** All contenders, in the order in which they were first measured. */
    List<String> contenders() {
        return rows.stream().map(Row::contender).distinct().toList();
    }

    /** The contenders of one case, in the same order. */
    List<String> contenders(Case of) {
        return contenders().stream()
                .filter(name -> rows(name, of).findAny().isPresent())
                .toList();
    }

    /** All that was measured, sorted. */
    List<Case> cases() {
        return rows.stream().map(Case::of).distinct().sorted().toList();
    }

    /** All rows of one case. */
    List<Row> rows(Case of) {
        return rows.stream().filter(row -> Case.of(row).equals(of)).toList();
    }

    /** What a contender said of itself, the last time. */
    String version(String contender) {
        return rows.stream()
                .filter(row -> row.contender().equals(contender))
                .reduce((first, second) -> second)
                .map(Row::version)
                .orElse("");
    }

    /** Over the repetitions; empty if it was not measured. */
    Optional<Spread> spread(String contender, Case of, Metric metric) {
        double[] values = rows(contender, of)
                .map(metric.of())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(Arrays.stream(values)));
    }

    /** The median as a multiple of what {@link #YARDSTICK} has in the same case; empty if one of them has none. */
    OptionalDouble ratio(String contender, Case of, Metric metric) {
        Optional<Spread> own = spread(contender, of, metric);
        Optional<Spread> other = spread(YARDSTICK, of, metric).filter(spread -> spread.median() > 0);
        return own.isPresent() && other.isPresent()
                ? OptionalDouble.of(own.get().median() / other.get().median())
                : OptionalDouble.empty();
    }

    private Stream<Row> rows(String contender, Case of) {
        return rows(of).stream().filter(row -> row.contender().equals(contender));
    }
}
