package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each attack in {@code docs/security.md} names a test that tries it. */
class SecurityDocumentTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))\\.(\\w+)`");

    private static String document = "";
    private static Map<String, String> sources = Map.of();

    @BeforeAll
    static void read() throws IOException {
        document = Files.readString(Path.of("docs", "security.md"));
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/"))
                    .collect(Collectors.toMap(
                            SecurityDocumentTest::name, SecurityDocumentTest::text, (one, other) -> one));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyTestThatIsNamedExists() {
        assertThat(TEST.matcher(document)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .count())
                .isGreaterThan(50);
        assertThat(TEST.matcher(document).results())
                .allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .containsPattern("void " + test.group(2) + "\\("));
    }

    @Test
    void everyAttackNamesATest() {
        assertThat(document.lines().filter(line -> line.startsWith("| ") && line.split("\\|").length == 4))
                .hasSizeGreaterThan(40)
                .filteredOn(line -> !line.matches("\\| (attack \\||---|\\*\\*).*"))
                .allSatisfy(line -> assertThat(line).containsPattern(TEST));
    }
}
