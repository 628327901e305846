package org.backplane.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bench.load.Row;

/** A ramp gives a row for each step; its answer is the step that delivered most, to all and in time. */
final class Ramps {

    private static final String RAMP = "W4";
    private static final String RATE = "rate";

    private static final Comparator<Row> BETTER = Comparator.comparing(Ramps::isComplete)
            .thenComparing(row -> row.load().deliveredPerSecond());

    private Ramps() {}

    /** Leaves of each ramp its answer, with the rate among the numbers; all other rows stay as they are. */
    static List<Row> answers(List<Row> rows) {
        List<Row> answers = new ArrayList<>();
        Map<List<Object>, Row> best = new HashMap<>();
        for (Row row : rows) {
            if (row.workload().equals(RAMP)) {
                best.merge(key(row), row, (one, other) -> BETTER.compare(one, other) >= 0 ? one : other);
            } else {
                answers.add(row);
            }
        }
        rows.stream().filter(best::containsValue).map(Ramps::answer).forEach(answers::add);
        return answers;
    }

    /** Whether all got all, in time: a client that is too slow is sent away, and misses the rest. */
    private static boolean isComplete(Row row) {
        return row.load().latency().inTime() && row.load().lost() == 0;
    }

    private static List<Object> key(Row row) {
        return List.of(row.contender(), row.repetition(), without(row.parameters()));
    }

    private static Map<String, Long> without(Map<String, Long> parameters) {
        Map<String, Long> others = new HashMap<>(parameters);
        others.remove(RATE);
        return others;
    }

    private static Row answer(Row row) {
        Map<String, Double> numbers = new HashMap<>(row.numbers());
        numbers.put("messagesPerSecond", (double) row.parameters().getOrDefault(RATE, 0L));
        return new Row(
                row.contender(),
                row.version(),
                row.workload(),
                without(row.parameters()),
                row.repetition(),
                row.load(),
                row.cost(),
                numbers);
    }
}
