package org.backplane.bench.workload;

import java.util.function.Consumer;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.Row;

/** One way to load a system. */
public interface Workload {

    /** Like {@code W1}. */
    String name();

    /** What it does, in a line. */
    String description();

    /** How many nodes it needs. */
    default int nodes() {
        return 2;
    }

    /** Whether this system can do it at all. */
    default boolean suits(Contender contender) {
        return true;
    }

    /** When it is run. */
    default Stage stage() {
        return Stage.REPEATED;
    }

    /** Runs; each row goes out as soon as it is known, and leaves the servers without connections. */
    void run(Setting setting, Consumer<Row> rows);

    /**
     * Where it runs.
     *
     * @param repetition from 1
     * @param length how long it may take
     */
    record Setting(Contender contender, int repetition, Length length) {}
}
