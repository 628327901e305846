package org.backplane.bench.report;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backplane.bench.load.Row;

/** The raw rows as a JSON array. */
final class RowFile {

    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig().withFormatting(true));

    private RowFile() {}

    /** Replaces the file. */
    static void write(Path file, List<Row> rows) {
        try {
            Files.writeString(file, JSONB.toJson(rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Reads what {@link #write} wrote. */
    static List<Row> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return List.of(JSONB.fromJson(reader, Row[].class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
