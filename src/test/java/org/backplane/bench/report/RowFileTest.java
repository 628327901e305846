package org.backplane.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.backplane.bench.load.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path directory) {
        Path file = directory.resolve("rows.json");
        List<Row> rows = List.of(Rows.row("socket.io", "W1", 1, 20.5), Rows.row("Backplane on WildFly", "W1", 2, 8));

        RowFile.write(file, rows);

        assertThat(RowFile.read(file)).isEqualTo(rows);
    }
}
