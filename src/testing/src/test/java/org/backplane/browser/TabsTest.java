package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a test of pages fail, so that a green one means something. */
@BrowserTest
class TabsTest {

    private static final String BASE = "http://page.test/";

    @TempDir
    private Path directory;

    private Page open(Tabs tabs) throws Exception {
        Files.writeString(directory.resolve("page.html"), "<!DOCTYPE html><title>A page</title>");
        Page page = tabs.page();
        TestFiles.serve(page, BASE, directory);
        page.navigate(BASE + "page.html");
        return page;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.error('oh')",
                "setTimeout(() => { throw new Error('oh'); })",
                "setTimeout(() => Promise.reject(new Error('oh')))",
                "document.body.append(Object.assign(document.createElement('script'), {textContent: 'ran = true'}))",
                "document.body.setAttribute('style', 'color: red')",
                "document.body.append(Object.assign(new Image(), {src: 'http://elsewhere.test/image.png'}))",
                "new WebSocket('ws://elsewhere.test/')"
            })
    void pageErrorsFailTheTest(String wrong, Tabs tabs) throws Exception {
        Page page = open(tabs);

        page.evaluate("() => { " + wrong + "; }");

        page.waitForCondition(tabs::hasComplaints);
        assertThatThrownBy(tabs::requireNoComplaints).isInstanceOf(AssertionError.class);
        assertThat(page.evaluate("() => globalThis.ran")).isNull();
        tabs.forgetComplaints();
    }

    @Test
    void toleratedErrorsDoNotFailTheTest(Tabs tabs) throws Exception {
        Page page = open(tabs);
        tabs.tolerate(Pattern.compile("expected"));

        page.evaluate("() => { console.error('an expected error'); console.error('another one'); }");

        page.waitForCondition(tabs::hasComplaints);
        assertThatThrownBy(tabs::requireNoComplaints)
                .hasMessageContaining("another one")
                .hasMessageNotContaining("expected error");
        tabs.forgetComplaints();
    }

    @Test
    void screenshotIsWritten(Tabs tabs) throws Exception {
        Path file = Path.of("target", "screenshots", "tabs-test.png");
        Files.deleteIfExists(file);

        tabs.screenshot(open(tabs), "tabs-test");

        assertThat(file).isNotEmptyFile();
        Files.delete(file);
    }
}
