package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The pages of one test, watched: what a page throws and does not catch, and what Chromium writes to the console as an
 * error, is a complaint. A violation of the Content-Security-Policy is one, too.
 *
 * <p>Each page is another person's: it shares no storage with the others.
 */
public final class Tabs implements AutoCloseable {

    /** What Chromium itself says of a server that is away, which no page can prevent. */
    public static final Pattern LOST_CONNECTION =
            Pattern.compile("^WebSocket connection to .* failed|^Failed to load resource: net::ERR_");

    private static final Path SCREENSHOTS =
            Path.of(System.getProperty("project.build.directory", "target"), "screenshots");

    private final Browser browser;
    private final String test;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> tolerated = new ArrayList<>();

    Tabs(Browser browser, String test) {
        this.browser = browser;
        this.test = test;
    }

    /** An empty page of a new person. */
    public Page page() {
        return page(options -> options);
    }

    /** An empty page of a new person whose browser is set up like this: size, colours, language and so on. */
    public Page page(UnaryOperator<Browser.NewContextOptions> setUp) {
        BrowserContext context = browser.newContext(setUp.apply(new Browser.NewContextOptions()));
        contexts.add(context);
        context.onConsoleMessage(this::console);
        context.onWebError(error -> complain(error.error()));
        return context.newPage();
    }

    /** Complaints in which this is found are none in this test. */
    public void tolerate(Pattern complaint) {
        tolerated.add(complaint);
    }

    boolean hasComplaints() {
        return !complaints.isEmpty();
    }

    void forgetComplaints() {
        complaints.clear();
    }

    /** Fails if a page complained. */
    public void requireNoComplaints() {
        assertThat(complaints).as("what the pages complained of").isEmpty();
    }

    /** Writes {@code target/screenshots/<name>.png}: what is in the window. */
    public void screenshot(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** A screenshot of each page, and what they complained of, for a test that failed. */
    void keepLooks() {
        if (!complaints.isEmpty()) {
            System.err.println(test + ": the pages complained of " + complaints);
        }
        List<Page> pages = contexts.stream().flatMap(c -> c.pages().stream()).toList();
        for (int i = 0; i < pages.size(); i++) {
            screenshot(pages.get(i), "failed-" + test + "-" + (i + 1));
        }
    }

    private void console(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complain(message.text() + " (" + message.location() + ")");
        }
    }

    private void complain(String complaint) {
        if (tolerated.stream().noneMatch(pattern -> pattern.matcher(complaint).find())) {
            complaints.add(complaint);
        }
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }
}
