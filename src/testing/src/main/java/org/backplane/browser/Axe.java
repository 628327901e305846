package org.backplane.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks for what keeps people from using a page, by the rules of axe-core for WCAG 2.2 AA and for good practice. */
final class Axe {

    private static final String RUN = """
            async () => {
              const {violations} = await axe.run(document, {resultTypes: ['violations']});
              return violations.map(({id, help, nodes}) => ({id, help, where: nodes.map(node => node.html).join('; ')}));
            }
            """;

    private static final String SOURCE = source();

    private Axe() {}

    /** What is wrong with a page as it is now, a line each: the rule, what it wants, and where. */
    static List<String> violations(Page page) {
        page.evaluate(SOURCE);
        List<?> found = (List<?>) page.evaluate(RUN);
        return found.stream().map(one -> Axe.line((Map<?, ?>) one)).toList();
    }

    private static String line(Map<?, ?> violation) {
        return violation.get("id") + ": " + violation.get("help") + ": " + violation.get("where");
    }

    private static String source() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
