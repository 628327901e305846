package org.backplane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.contender.ContenderKind;
import org.backplane.bench.contender.NotAvailableException;
import org.backplane.bench.load.Row;
import org.backplane.bench.report.Report;
import org.backplane.bench.workload.Length;
import org.backplane.bench.workload.Workload;
import org.backplane.test.TemporaryDirectory;

/**
 * All that was asked for, in an order that is fair: in each repetition, every contender is started, measured and ended before the next
 * one is, so that what changes on the machine meanwhile meets all of them.
 */
final class Campaign {

    private static final int FULL_REPETITIONS = 5;

    private final List<Workload> workloads;
    private final Length length;
    private final int repetitions;
    private final Progress progress;
    private final List<Row> rows = new ArrayList<>();
    private boolean isComplete = true;

    Campaign(Options options, List<Workload> workloads, Progress progress) {
        this.workloads = workloads;
        this.length = options.length();
        this.repetitions = options.repetitions().orElse(options.length() == Length.FULL ? FULL_REPETITIONS : 1);
        this.progress = progress;
    }

    /** Whether all could be measured. */
    boolean run(List<ContenderKind> kinds, Path directory) {
        Report report = new Report(directory);
        List<Integer> sizes =
                workloads.stream().map(Workload::nodes).distinct().sorted().toList();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (ContenderKind kind : kinds) {
                for (int nodes : sizes) {
                    progress.say(kind.name() + ", repetition " + repetition + " of " + repetitions);
                    measure(kind, nodes, new Turn(repetition, report, directory));
                }
            }
        }
        progress.print(report.text(rows));
        progress.say("see " + directory.resolve("report.md"));
        return isComplete;
    }

    private record Turn(int repetition, Report report, Path directory) {}

    private void measure(ContenderKind kind, int nodes, Turn turn) {
        Path work = turn.directory().resolve("work").resolve(kind.name());
        try (Contender contender = kind.start(nodes, empty(work))) {
            progress.say(contender.name() + " runs: " + contender.version());
            for (Workload workload : workloads) {
                if (workload.nodes() == nodes && workload.suits(contender)) {
                    run(workload, contender, turn);
                }
            }
        } catch (NotAvailableException e) {
            progress.say(kind.name() + " is left out: " + e.reason());
            turn.report().leaveOut(kind.name(), e.reason());
        } catch (IOException | RuntimeException e) {
            failed(kind.name(), e, turn);
        }
    }

    private void run(Workload workload, Contender contender, Turn turn) {
        try {
            progress.say(contender.name() + " " + workload.name() + ": " + workload.description());
            workload.run(new Workload.Setting(contender, turn.repetition(), length), row -> {
                rows.add(row);
                progress.measured(row);
                turn.report().write(rows);
            });
        } catch (RuntimeException e) {
            failed(contender.name() + " " + workload.name(), e, turn);
        }
    }

    private void failed(String what, Exception e, Turn turn) {
        isComplete = false;
        turn.report().leaveOut(what, "failed: " + e);
        progress.say(what + " FAILED: " + e);
    }

    private static Path empty(Path directory) {
        TemporaryDirectory.delete(directory);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
