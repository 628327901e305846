package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests that {@code backplane.js} and the scripts of the pages have of their own, in {@code src/test/webapp}. */
@BrowserTest
class BackplaneClientTest {

    /** Neither at the root nor secure: what must work on any server. */
    private static final String BASE = "http://backplane.test/any/root/";

    @TestFactory
    Stream<DynamicTest> clientKeepsItsPromises(Tabs tabs) {
        Page page = tabs.page();
        TestFiles.serveWebapp(page, BASE);
        TestFiles.serve(page, BASE + "test/", Path.of("src", "war", "src", "test", "webapp"));
        page.navigate(BASE + "test/index.html");
        page.waitForFunction("() => globalThis.tests");
        List<?> names = (List<?>) page.evaluate("() => tests.names()");
        assertThat(names).hasSizeGreaterThan(50);
        return names.stream()
                .map(name -> dynamicTest(String.valueOf(name), () -> {
                    assertThat(page.evaluate("name => tests.run(name)", name)).isNull();
                }));
    }
}
