package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The chat page for everyone, light and dark, wide and narrow: axe finds nothing to complain of. */
@BrowserTest
class AccessibilityTest {

    private static final int WIDE = 1_280;
    private static final int NARROW = 360;
    private static final int HEIGHT = 800;

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"LIGHT", "DARK"})
    void chatIsForEveryone(ColorScheme scheme, Tabs tabs) {
        for (int width : new int[] {WIDE, NARROW}) {
            Page page = chat(tabs, scheme, width);
            assertThat(Axe.violations(page)).as("%s, %d wide", scheme, width).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"LIGHT", "DARK"})
    void pagesWithErrorsAreAccessible(ColorScheme scheme, Tabs tabs) {
        Page page = tabs.page(options -> options.setColorScheme(scheme));
        ScriptedHub hub = new ScriptedHub(page);
        hub.visit();
        hub.refuse("forbidden");
        page.fill("#text", "may I?");
        page.press("#text", "Enter");
        page.locator("#outgoing .failed").waitFor();
        page.fill("#text", "/dance");
        page.press("#text", "Enter");
        page.locator("#notice [role=alert]").waitFor();
        page.fill("#text", "/");
        page.locator("[role=option]").first().waitFor();

        assertThat(Axe.violations(page)).as("%s", scheme).isEmpty();
    }

    private static Page chat(Tabs tabs, ColorScheme scheme, int width) {
        Page page = tabs.page(options -> options.setColorScheme(scheme).setViewportSize(width, HEIGHT));
        ScriptedHub hub = new ScriptedHub(page).withHistory(20);
        hub.visit();
        hub.say("~bob", "Bob", "chat", Json.createValue("@Me see https://example.org/ 🎉"));
        hub.say("~bob", "Bob", "announce", Json.createValue("Deployment at noon"));
        page.fill("#text", "hello");
        page.press("#text", "Enter");
        page.locator("#messages >> text=hello").waitFor();
        return page;
    }
}
