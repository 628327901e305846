package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** The changelog has the sections of Keep a Changelog, each once for a version, and no entry twice. */
class ChangelogTest {

    private static final Pattern VERSION = Pattern.compile("^## ", Pattern.MULTILINE);
    private static final Pattern PART = Pattern.compile("\\n(?=- |#)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SECTION = Pattern.compile("### (?:Added|Changed|Deprecated|Removed|Fixed|Security)");

    private final List<String> versions =
            VERSION.splitAsStream(Markdown.read("CHANGELOG.md").text()).skip(1).toList();

    private static List<String> parts(String version, String beginning) {
        return PART.splitAsStream(version)
                .map(part -> SPACE.matcher(part).replaceAll(" ").strip())
                .filter(part -> part.startsWith(beginning))
                .toList();
    }

    @Test
    void everyEntryStandsThereOnce() {
        assertThat(versions).isNotEmpty().allSatisfy(version -> assertThat(parts(version, "- "))
                .isNotEmpty()
                .doesNotHaveDuplicates());
    }

    @Test
    void sectionsAreThoseOfKeepAChangelog() {
        assertThat(versions).isNotEmpty().allSatisfy(version -> assertThat(parts(version, "### "))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(section -> SECTION.matcher(section).matches()));
    }
}
