package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The log lines that administrators read about in {@code docs/operations.md} are those of the code, and all of them. */
class LogLinesTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(.+?)` \\| (?:INFO|WARNING|ERROR) \\|", Pattern.MULTILINE);
    /** A string that goes on in the next line of the source is one. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    /** What is logged for people to act on: the first string after the level. */
    private static final Pattern LOGGED =
            Pattern.compile("\\.log\\(\\s*Level\\.(?:WARNING|ERROR),\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern VARIABLE = Pattern.compile("…|\\{[0-9]}|\"");
    /** Shorter pieces are everywhere. */
    private static final int TELLING = 4;

    private final String sources = read();
    private final String table = table();

    private static String read() {
        try {
            return ProductModules.walk(ProductModules.sources()).stream()
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(LogLinesTest::text)
                    .map(text -> JOINT.matcher(text).replaceAll(""))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String table() {
        return ROW.matcher(text(Path.of("docs", "operations.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> pieces(String line) {
        return Arrays.stream(VARIABLE.split(line.replace("\\\"", "\"")))
                .map(String::strip)
                .filter(piece -> piece.length() >= TELLING)
                .toList();
    }

    @Test
    void everyLineInTheTableIsInTheCode() {
        List<String> rows = table.lines().toList();
        assertThat(rows).hasSizeGreaterThan(20);
        String unescaped = sources.replace("\\\"", "\"");
        for (String row : rows) {
            assertThat(pieces(row))
                    .as(row)
                    .isNotEmpty()
                    .filteredOn(piece -> !unescaped.contains(piece))
                    .as("not in the code: " + row)
                    .isEmpty();
        }
    }

    @Test
    void everyWarningAndErrorOfTheCodeIsInTheTable() {
        List<String> logged = new ArrayList<>(LOGGED.matcher(sources)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList());
        assertThat(logged).hasSizeGreaterThan(20);
        List<String> missing = logged.stream()
                .filter(line -> !line.contains("This is a bug in Backplane"))
                .filter(line -> !table.contains(pieces(line).get(0)))
                .toList();
        assertThat(missing).isEmpty();
    }
}
