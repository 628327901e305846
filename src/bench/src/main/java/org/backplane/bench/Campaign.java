package org.backplane.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.contender.ContenderKind;
import org.backplane.bench.contender.NotAvailableException;
import org.backplane.bench.load.Row;
import org.backplane.bench.report.Report;
import org.backplane.bench.workload.Length;
import org.backplane.bench.workload.Stage;
import org.backplane.bench.workload.WarmUp;
import org.backplane.bench.workload.Workload;
import org.backplane.test.TemporaryDirectory;

/**
 * All that was asked for, in an order that is fair: all contenders run all the time, and in each repetition one after the other is
 * measured, so that what changes on the machine meanwhile meets all of them.
 */
final class Campaign {

    private static final int FULL_REPETITIONS = 5;
    private static final int USUAL_NODES = 2;

    private final List<Workload> workloads;
    private final Length length;
    private final int repetitions;
    private final Progress progress;
    private final Path directory;
    private final Report report;
    private final List<Row> rows = new ArrayList<>();
    private boolean isComplete = true;

    Campaign(Options options, List<Workload> workloads, Progress progress, Path directory) {
        this.workloads = workloads;
        this.length = options.length();
        this.repetitions = options.repetitions().orElse(options.length() == Length.FULL ? FULL_REPETITIONS : 1);
        this.progress = progress;
        this.directory = directory;
        this.report = new Report(directory);
    }

    /** Whether all could be measured. */
    boolean run(List<ContenderKind> kinds) {
        workloads.stream()
                .map(Workload::nodes)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .forEach(nodes -> {
                    List<Contender> running = new ArrayList<>();
                    try {
                        kinds.stream()
                                .filter(kind -> kind.scales() || nodes == USUAL_NODES)
                                .forEach(kind -> start(kind, nodes).ifPresent(running::add));
                        measure(running, nodes);
                    } finally {
                        running.forEach(Contender::close);
                    }
                });
        progress.print(report.text(rows));
        progress.say("see " + directory.resolve("report.md"));
        return isComplete;
    }

    private Optional<Contender> start(ContenderKind kind, int nodes) {
        try {
            Contender contender =
                    kind.start(nodes, empty(directory.resolve("work").resolve(kind.name())));
            progress.say(contender.name() + " runs: " + contender.version());
            return Optional.of(contender);
        } catch (NotAvailableException e) {
            progress.say(kind.name() + " is left out: " + e.reason());
            report.leaveOut(kind.name(), e.reason());
        } catch (IOException | RuntimeException e) {
            failed(kind.name(), e);
        }
        return Optional.empty();
    }

    private void measure(List<Contender> running, int nodes) {
        for (Stage stage : Stage.values()) {
            List<Workload> now = workloads.stream()
                    .filter(each -> each.nodes() == nodes && each.stage() == stage)
                    .toList();
            for (int repetition = 1; repetition <= (stage == Stage.REPEATED ? repetitions : 1); repetition++) {
                for (Contender contender : running) {
                    measure(contender, now, repetition);
                }
            }
            if (stage == Stage.FRESH) {
                running.forEach(this::warmUp);
            }
        }
    }

    private void measure(Contender contender, List<Workload> now, int repetition) {
        List<Workload> suiting =
                now.stream().filter(each -> each.suits(contender)).toList();
        if (!suiting.isEmpty()) {
            progress.say(contender.name() + ", repetition " + repetition + " of " + repetitions);
            suiting.forEach(workload -> run(workload, contender, repetition));
        }
    }

    private void warmUp(Contender contender) {
        try {
            new WarmUp(contender, length).run(text -> progress.say(contender.name() + " " + text));
        } catch (RuntimeException e) {
            failed(contender.name() + " warm-up", e);
        }
    }

    private void run(Workload workload, Contender contender, int repetition) {
        try {
            progress.say(contender.name() + " " + workload.name() + ": " + workload.description());
            workload.run(new Workload.Setting(contender, repetition, length), row -> {
                rows.add(row);
                progress.measured(row);
                report.write(rows);
            });
        } catch (RuntimeException e) {
            failed(contender.name() + " " + workload.name(), e);
        }
    }

    private void failed(String what, Exception e) {
        isComplete = false;
        report.leaveOut(what, "failed: " + e);
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
