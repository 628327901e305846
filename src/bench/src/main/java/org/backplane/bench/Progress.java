package org.backplane.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.backplane.bench.load.Row;

/** Says what goes on. */
final class Progress {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String what) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        out.printf(Locale.ROOT, "[bench %3d:%02d] %s%n", time.toMinutes(), time.toSecondsPart(), what);
    }

    void print(String text) {
        out.println();
        out.println(text);
    }

    void measured(Row row) {
        say(row.contender() + " " + row.workload() + " " + row.parameters() + ": " + line(row));
    }

    private static String line(Row row) {
        Row.Load load = row.load();
        if (load.expected() == 0) {
            return row.numbers().toString();
        }
        return String.format(
                Locale.ROOT,
                "%d of %d delivered (lost %d, doubled %d, out of order %d), %.0f/s, p50 %.1f ms, p99 %.1f ms,"
                        + " %.1f µs CPU each, generator %.0f %%",
                load.delivered(),
                load.expected(),
                load.lost(),
                load.doubled(),
                load.outOfOrder(),
                load.deliveredPerSecond(),
                load.latency().p50() / 1000.0,
                load.latency().p99() / 1000.0,
                row.cost().total(),
                100 * row.cost().generatorShare());
    }
}
