package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chat page for who has no mouse. */
@BrowserTest
class ChatKeysTest {

    @Test
    void commandsAndTheirWordsAreCompleted(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).visit();
        page.keyboard().type("/ba");
        assertThat(options(page)).hasSize(1);
        page.keyboard().press("Tab");
        assertThat(page.inputValue("#text")).isEqualTo("/background ");
        assertThat(options(page)).startsWith("sunset", "ocean", "forest");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("#suggestions [aria-selected=true]").getAttribute("id"))
                .isEqualTo(page.getAttribute("#text", "aria-activedescendant"));
        page.keyboard().press("Enter");
        assertThat(page.inputValue("#text")).isEqualTo("/background ocean");
        page.keyboard().press("Control+A");
        page.keyboard().type("/");
        assertThat(options(page)).hasSize(9);
        page.keyboard().press("Escape");
        assertThat(page.isVisible("#suggestions")).isFalse();
        assertThat(page.inputValue("#text")).isEqualTo("/");
    }

    @Test
    void membersAreMentionedByTheirWholeName(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page).withMembers("Grace Hopper", "Grace Kelly", "Ada");
        hub.visit();
        page.waitForSelector("#members li >> nth=2");
        page.keyboard().type("Hello @gr");
        assertThat(options(page)).containsExactly("Grace Hopper", "Grace Kelly");
        page.keyboard().press("Enter");
        page.keyboard().type("and all");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("of you");
        page.keyboard().press("Enter");
        page.waitForSelector("#messages li");
        assertThat(hub.last().getJsonObject("data").getString("text")).isEqualTo("Hello @Grace Hopper and all\nof you");
        assertThat(page.textContent("#messages .mention")).isEqualTo("@Grace Hopper");
        hub.say("~bob", "Bob", "chat", Json.createValue("Hello @me, not @Meg or me@Me"));
        page.waitForSelector("#messages .mention.mine");
        assertThat(page.locator("#messages .mention.mine").allTextContents()).containsExactly("@me");
    }

    @Test
    void arrowsGoThroughWhatOneSaid(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).visit();
        for (String text : List.of("first", "second")) {
            page.keyboard().type(text);
            page.keyboard().press("Enter");
            page.locator("#messages >> text=" + text).waitFor();
        }
        page.keyboard().type("unfinished");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        assertThat(page.inputValue("#text")).isEqualTo("first");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(page.inputValue("#text")).isEqualTo("unfinished");
    }

    @Test
    void conversationsAreReachedByKeysAndKeepTheirDrafts(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).visit("home,news");
        page.keyboard().type("for home");
        page.keyboard().press("Alt+ArrowDown");
        assertThat(active(page)).isEqualTo("#news");
        assertThat(page.inputValue("#text")).isEmpty();
        page.keyboard().type("for news");
        page.focus("[role=tab][aria-selected=true]");
        page.keyboard().press("ArrowRight");
        assertThat(active(page)).isEqualTo("#home");
        assertThat(page.inputValue("#text")).isEqualTo("for home");
        page.reload();
        page.keyboard().press("Alt+ArrowDown");
        assertThat(page.inputValue("#text")).isEqualTo("for news");
        page.focus("[role=tab][aria-selected=true]");
        page.keyboard().press("Delete");
        assertThat(page.locator("[role=tab]").count()).isOne();
        assertThat(page.evaluate("() => location.hash")).isEqualTo("#home");
    }

    private static String active(Page page) {
        return page.textContent("[role=tab][aria-selected=true] bdi");
    }

    private static List<String> options(Page page) {
        return page.locator("#suggestions .label").allTextContents();
    }
}
