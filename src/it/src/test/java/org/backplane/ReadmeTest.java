package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** The README stays short, and leads to every page of the documentation. */
class ReadmeTest {

    private static final int MOST_LINES = 199;

    private final Markdown readme = Markdown.read("README.md");

    @Test
    void isShort() {
        assertThat(readme.text().lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void linksEveryPage() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            List<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .toList();
            assertThat(pages).hasSizeGreaterThan(10).allSatisfy(page -> assertThat(readme.text())
                    .contains("](docs/" + page));
        }
    }
}
