package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chat page alone: what becomes of it when much is said, and where one reads meanwhile. */
@BrowserTest
class ChatPageTest {

    private static final int MOST_ROWS = 300;

    /**
     * Milliseconds that nobody needs for a frame, on the slowest of machines: a page that draws each message as it comes
     * takes many times as long for a flood.
     */
    private static final int LONGEST_TASK = 2_000;

    private static final String FIRST_IN_SIGHT = """
            () => {
              const edge = document.getElementById('log').getBoundingClientRect().top;
              const row = [...document.querySelectorAll('#messages > li')]
                .find(node => node.getBoundingClientRect().bottom > edge);
              return row.dataset.id + ' ' + Math.round(row.getBoundingClientRect().top - edge);
            }
            """;

    @Test
    void twentyThousandMessagesLeaveThePageSmallAndAnswering(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page).withHistory(100);
        hub.visit();
        page.evaluate("""
                () => {
                  globalThis.tasks = [];
                  new PerformanceObserver(list => tasks.push(...list.getEntries().map(({duration}) => duration)))
                    .observe({type: 'longtask'});
                }
                """);
        hub.flood(20_000);
        page.waitForSelector("#messages > li[data-id=m20100]");
        assertThat(rows(page)).isLessThanOrEqualTo(MOST_ROWS);
        assertThat(numbers(page, "() => tasks")).allMatch(milliseconds -> milliseconds < LONGEST_TASK);
        page.fill("#text", "still here");
        page.press("#text", "Enter");
        page.locator("#messages >> text=still here").waitFor();
    }

    @Test
    void pastComesAsOneScrollsUp(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).withHistory(400).visit();
        page.waitForSelector("li[data-id=m400]");
        scrollUpUntil(page, "m1");
        assertThat(rows(page)).isLessThanOrEqualTo(MOST_ROWS);
        page.press("#log", "Escape");
        page.waitForSelector("li[data-id=m400]");
    }

    @Test
    void placeWhereOneReadsStaysWhileOthersTalk(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page).withHistory(400);
        hub.visit();
        page.waitForSelector("li[data-id=m400]");
        scrollUpUntil(page, "m300");
        Object place = page.evaluate(FIRST_IN_SIGHT);
        hub.flood(2_000);
        page.waitForFunction("() => document.getElementById('jump-text').textContent === '2000 new'");
        assertThat(page.evaluate(FIRST_IN_SIGHT)).isEqualTo(place);
        page.click("#jump");
        page.waitForSelector("li[data-id=m2400]");
        assertThat(page.isVisible("#jump")).isFalse();
    }

    @Test
    void floodIsSpokenAsANumberAndOneMessageInItsWords(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page).withHistory(1);
        hub.visit();
        page.waitForSelector("li[data-id=m1]");
        hub.say("~bob", "Bob", "chat", Json.createValue("good morning"));
        spoken(page, "Bob: good morning");
        hub.flood(100);
        spoken(page, "100 new messages");
    }

    @Test
    void rejectedMessageStaysAndCanBeSentAgain(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page);
        hub.visit();
        hub.refuse("forbidden");
        page.fill("#text", "may I?");
        page.press("#text", "Enter");
        Locator failed = page.locator("#outgoing .failed");
        failed.waitFor();
        assertThat(failed.innerText()).contains("may I?", "Not sent: not today");
        page.reload();
        failed.waitFor();
        hub.refuse("");
        failed.locator("text=Retry").click();
        page.locator("#messages >> text=may I?").waitFor();
        assertThat(page.locator("#outgoing > li").count()).isZero();
    }

    @Test
    void unknownCommandIsAnErrorAndStaysInTheField(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page);
        hub.visit();
        page.fill("#text", "/dance");
        page.press("#text", "Enter");
        assertThat(page.locator("#notice [role=alert]").innerText()).contains("/dance");
        assertThat(page.inputValue("#text")).isEqualTo("/dance");
        page.fill("#text", "//dance");
        page.press("#text", "Enter");
        page.locator("#messages li").waitFor();
        assertThat(hub.last().getJsonObject("data").getString("text")).isEqualTo("/dance");
    }

    private static void scrollUpUntil(Page page, String id) {
        page.hover("#log");
        for (int i = 0; i < 200 && !page.isVisible("li[data-id=" + id + "]"); i++) {
            page.mouse().wheel(0, -1_000);
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        }
        assertThat(page.isVisible("li[data-id=" + id + "]")).isTrue();
    }

    private static void spoken(Page page, String text) {
        page.waitForFunction("text => document.getElementById('spoken').textContent === text", text);
    }

    private static int rows(Page page) {
        return page.locator("#messages > li").count();
    }

    private static List<Double> numbers(Page page, String expression) {
        return ((List<?>) page.evaluate(expression))
                .stream().map(number -> ((Number) number).doubleValue()).toList();
    }
}
