package org.backplane.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.backplane.bench.load.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

    @Test
    void writtenRowsAreReadBack(@TempDir Path directory) {
        Path file = directory.resolve("rows.json");
        List<Row> rows = List.of(Rows.row("socket.io", "W1", 1, 20.5), Rows.row("Backplane on WildFly", "W1", 2, 8));

        RowFile.write(file, rows);

        assertThat(RowFile.read(file)).isEqualTo(rows);
    }

    @Test
    void parametersStandInOneOrderInEveryFile(@TempDir Path directory) {
        Path file = directory.resolve("rows.json");
        Map<String, Long> parameters = Map.of("rate", 1L, "channels", 2L, "nodes", 3L, "batch", 4L);

        RowFile.write(file, List.of(Rows.row("socket.io", "W1", parameters, 1, 20.5)));

        assertThat(file).content().containsSubsequence("\"batch\"", "\"channels\"", "\"nodes\"", "\"rate\"");
    }
}
