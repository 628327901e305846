package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** {@code docs/javascript.md} lists the methods and events of the client that there are. */
class JavaScriptPageTest {

    private static final Path CLIENT = TestFiles.CLIENT;
    private static final Pattern METHOD = Pattern.compile("^  (?:async )?([a-z]\\w*)\\(.*\\{$", Pattern.MULTILINE);
    private static final Pattern EVENTS = Pattern.compile("@typedef \\{object} \\w+Events(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern EVENT = Pattern.compile("@property \\{.+} (\\w+)");
    private static final Pattern LISTED_METHOD = Pattern.compile("^\\| `(\\w+)\\(", Pattern.MULTILINE);
    private static final Pattern LISTED_EVENTS = Pattern.compile("^\\| event ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    private final String page = Markdown.read("docs/javascript.md").text();

    @Test
    void listsEveryMethodAndNoOther() {
        Set<String> methods = matches(METHOD, source());
        methods.remove("constructor");

        assertThat(matches(LISTED_METHOD, page)).isEqualTo(methods).hasSizeGreaterThan(8);
    }

    @Test
    void listsEveryEventAndNoOther() {
        String typedefs =
                EVENTS.matcher(source()).results().map(MatchResult::group).collect(Collectors.joining());
        String listed =
                LISTED_EVENTS.matcher(page).results().map(MatchResult::group).collect(Collectors.joining());

        assertThat(matches(CODE, listed)).isEqualTo(matches(EVENT, typedefs)).hasSizeGreaterThan(8);
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String source() {
        return Stream.of("backplane.js", "backplane/channel.js")
                .map(JavaScriptPageTest::read)
                .collect(Collectors.joining("\n"));
    }

    private static String read(String file) {
        try {
            return Files.readString(CLIENT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
