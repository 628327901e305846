package org.backplane.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The browser of the machine, without a window. Playwright wants all of it to be used by one thread. */
final class Chromium implements AutoCloseable {

    static final String MISSING =
            "no chromium on the PATH, so no page is tested: install it (Debian, Ubuntu: apt-get install chromium)";

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /**
     * Root may have no sandbox. The rest is for pages that a test makes up: Chromium takes them for pages of the open
     * internet, which may not talk to this machine.
     */
    private static final List<String> OPTIONS = List.of("--no-sandbox", "--disable-features=LocalNetworkAccessChecks");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        Path executable = executable().orElseThrow(() -> new IllegalStateException(MISSING));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(executable).setArgs(OPTIONS));
    }

    /** Where it is. */
    static Optional<Path> executable() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .flatMap(Chromium::candidates)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> candidates(Path directory) {
        return NAMES.stream().map(directory::resolve);
    }

    /** Whether its absence is a failure. */
    static boolean isRequired() {
        return "true".equals(System.getenv("CI"));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
