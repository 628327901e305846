package org.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.backplane.test.Markdown;
import org.junit.jupiter.api.Test;

/** Every relative link of the documents leads to a file, and every anchor to a heading. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N}\\- _]");
    private static final Pattern CONFLICT = Pattern.compile("^(<{7} |={7}$|>{7} )", Pattern.MULTILINE);

    private final List<Markdown> documents = Markdown.all();

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> links = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Markdown document : documents) {
            LINK.matcher(document.prose())
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .filter(target -> !ELSEWHERE.matcher(target).matches())
                    .forEach(target -> {
                        links.add(target);
                        problem(document, target).ifPresent(broken::add);
                    });
        }
        assertThat(links).hasSizeGreaterThan(60);
        assertThat(broken).isEmpty();
    }

    @Test
    void noDocumentHoldsTheMarkersOfAConflict() {
        assertThat(documents).hasSizeGreaterThan(20);
        assertThat(documents)
                .filteredOn(document -> CONFLICT.matcher(document.text()).find())
                .extracting(Markdown::file)
                .isEmpty();
    }

    private static Optional<String> problem(Markdown from, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty()
                ? from.file()
                : Path.of("").resolve(from.file()).resolveSibling(path).normalize();
        if (!Files.exists(file)) {
            return Optional.of(from.file() + ": no such file: " + target);
        }
        boolean isThere = hash < 0 || anchors(Markdown.read(file.toString())).containsKey(target.substring(hash + 1));
        return isThere ? Optional.empty() : Optional.of(from.file() + ": no such heading: " + target);
    }

    /** As GitHub makes them: lower case, without punctuation, hyphens for spaces, numbered where they repeat. */
    private static Map<String, Integer> anchors(Markdown document) {
        Map<String, Integer> anchors = new HashMap<>();
        HEADING.matcher(document.withoutBlocks()).results().forEach(heading -> {
            String words = NOT_IN_ANCHORS
                    .matcher(heading.group(1).toLowerCase(Locale.ROOT))
                    .replaceAll("");
            String anchor = words.strip().replace(' ', '-');
            int before = anchors.merge(anchor, 1, Integer::sum) - 1;
            if (before > 0) {
                anchors.put(anchor + "-" + before, 1);
            }
        });
        return anchors;
    }
}
