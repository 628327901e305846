package org.backplane.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the status page with responses that the test provides. */
@BrowserTest
class StatusPageTest {

    private static final String BASE = "http://backplane.test/any/root/";
    private static final String BRIEF = "{\"broker\":{\"kind\":\"redis\",\"available\":true}}";
    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    /** The number of responses; the uptime of the node grows by two seconds with each. */
    private final AtomicInteger answers = new AtomicInteger();

    private volatile String answer = "";

    private Page open(Tabs tabs) {
        return open(tabs.page());
    }

    private Page open(Page page) {
        TestFiles.serveWebapp(page, BASE);
        page.route(BASE + "api/status", route -> {
            FulfillOptions reply = new FulfillOptions().setContentType("application/json");
            route.fulfill(
                    answer.isEmpty()
                            ? reply.setStatus(503)
                            : reply.setBody(answer.formatted(2_000 * answers.incrementAndGet(), answers.get() * 20)));
        });
        page.route(BASE + "node.css", route -> route.fulfill(new FulfillOptions().setContentType("text/css")));
        page.navigate(BASE + "status.html");
        return page;
    }

    /** A full status; the placeholders are the uptime and the number of sent lines. */
    private static String full(String nodeName) {
        return """
                {"broker":{"kind":"redis","available":true,"details":{"server":"redis://r:6379/0","commands":"up",
                  "subscriptions":"up","reads":"up","channels":"3","restarts":"0","commandRestarts":"1","readRestarts":"0",
                  "roundTripMicros":"400","probeMicros":"420","slowestProbeMicros":"990","queuedBytes":"0"}},
                 "node":{"id":"n1","name":"NAME","version":"1.0","uptime":%d},
                 "nodes":[{"id":"n1","name":"NAME","lease":8000},{"id":"n2.1","lease":2500}],
                 "hub":{"now":{"connections":7,"users":5,"channels":3,"queueBytes":0,"recentBytes":2048},
                  "ever":{"opened":9,"closed":{"too slow":2},"received":50,"refused":0,"sent":%d,"frames":40,
                   "transientDropped":0,"resets":0,"recoveries":1,"recalls":4},
                  "storing":{"upToMicros":[64,96],"counts":[10,2,0]},
                  "channels":{"top":[{"name":"home","listeners":5},{"name":"news","listeners":1}],"inboxes":1}},
                 "settings":[{"name":"redis/host","value":"r:6379","source":"system property redis.host"},
                  {"name":"redis/prefix","value":"backplane","source":"default"},
                  {"name":"history/size","value":"1000","source":"default"}]}
                """.replace("NAME", nodeName);
    }

    private static Locator headline(Page page) {
        return page.locator("#headline");
    }

    @Test
    void pageWithoutAdministratorAccessSaysHowToGetIt(Tabs tabs) {
        answer = BRIEF;
        Page page = open(tabs);

        assertThat(headline(page)).hasText("All systems operational");
        assertThat(page.locator("#closed")).containsText("status/open");
        assertThat(page.locator("#open")).isHidden();
        assertThat(page.locator("#server")).isHidden();
    }

    @Test
    void administratorSeesNodesChannelsLinksAndSettings(Tabs tabs) {
        answer = full("a");
        Page page = open(tabs);

        assertThat(page).hasTitle("Status · a · Backplane");
        assertThat(page.locator("#nodes tr")).hasCount(2);
        assertThat(page.locator("#nodes tr").first()).containsText("a" + "this one" + "n1" + "8.0 s");
        assertThat(page.locator("#channels tr")).hasText(new String[] {"home5", "news1"});
        assertThat(page.locator("#links")).containsText("reconnected once");
        assertThat(page.locator("#faults")).containsText("Slow closes2");
        assertThat(page.locator(".chart")).hasCount(6);
    }

    @Test
    void problemOfRedisIsShownWithItsErrorWord(Tabs tabs) {
        answer = """
                {"broker":{"kind":"redis","available":false,"problem":"NOREPLICAS too few of its replicas keep up"}}
                """;
        Page page = open(tabs);

        assertThat(headline(page)).hasText("Redis cannot be used");
        assertThat(page.locator("#explanation"))
                .containsText("NOREPLICAS too few of its replicas keep up. Clients stay");
    }

    @Test
    void settingsAreFoundByNameValueAndSource(Tabs tabs) {
        answer = full("a");
        Page page = open(tabs);

        page.locator("#find").fill("REDIS.host");
        assertThat(page.locator("#settings tr")).hasText(new String[] {"redis/hostr:6379system property redis.host"});
        page.locator("#find").fill("");
        assertThat(page.locator("#settings tr")).hasCount(3);
        page.locator("#changed").check();
        assertThat(page.locator("#settings tr")).hasCount(1);
    }

    @Test
    void namesAreText(Tabs tabs) {
        answer = full(MARKUP);
        Page page = open(tabs);

        assertThat(page.locator("#node")).hasText(MARKUP);
        assertThat(page.locator("#nodes .name").first()).hasText(MARKUP);
        assertThat(page.locator("img")).hasCount(0);
    }

    @Test
    void nodeThatDoesNotRespondIsRetriedUntilItDoes(Tabs tabs) {
        tabs.tolerate(Pattern.compile("status of 503"));
        answer = full("a");
        Page page = open(tabs);
        assertThat(headline(page)).hasText("All systems operational");

        answer = "";
        assertThat(headline(page)).hasText("This node does not respond");
        assertThat(page.locator("#explanation")).containsText("503");
        assertThat(page.locator("#figures")).containsText("7");

        answer = full("a");
        assertThat(headline(page)).hasText("All systems operational");
        assertThat(page.locator("#log li")).hasText(new Pattern[] {
            Pattern.compile("The node responds again"), Pattern.compile("The node does not respond: HTTP status 503")
        });
    }

    @Test
    void chartIsReadWithTheKeyboard(Tabs tabs) {
        answer = full("a");
        Page page = open(tabs);
        Locator messages = page.locator("[role=slider]").first();
        Locator moments = page.locator(".when");
        page.waitForFunction("() => /[0-9]/.test(document.querySelector('.legend .value')?.textContent)");

        messages.focus();
        page.keyboard().press("Home");
        assertThat(messages).hasAttribute("aria-valuenow", "0");
        page.keyboard().press("ArrowRight");
        assertThat(messages).hasAttribute("aria-valuetext", Pattern.compile("^[0-9:]{8}: out 10/s, in 0/s$"));
        assertThat(page.locator(".cursor")).hasCount(6);
        assertThat(moments.last()).hasText(Pattern.compile("^[0-9:]{8}$"));

        page.keyboard().press("Escape");
        assertThat(moments.last()).hasText("now");
        assertThat(page.locator(".cursor")).hasCount(0);
    }

    @Test
    void chartHasATableOfItsValues(Tabs tabs) {
        answer = full("a");
        Page page = open(tabs);
        page.locator("summary").nth(3).click();

        Locator table = page.locator(".chart table").nth(3);
        assertThat(table.locator("thead")).hasText("Timeconnectionsusers");
        assertThat(table.locator("tbody tr").first()).hasText(Pattern.compile("^[0-9:]{8}75$"));
    }

    @Test
    void pausedPageIsNotUpdatedUntilItIsResumed(Tabs tabs) {
        answer = full("a");
        Page page = open(tabs);
        assertThat(headline(page)).hasText("All systems operational");
        page.locator("#pause").click();

        answer = BRIEF;
        page.waitForResponse(BASE + "api/status", () -> {});
        page.waitForResponse(BASE + "api/status", () -> {});
        assertThat(page.locator("#closed")).isHidden();

        page.locator("#pause").click();
        assertThat(page.locator("#closed")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"320, LIGHT", "768, DARK", "1280, LIGHT", "1920, DARK"})
    void pageFitsEveryWidth(int width, ColorScheme colours, Tabs tabs) {
        answer = full("a-node-with-a-name-that-is-longer-than-most-names-of-nodes-ever-are");
        Page page =
                open(tabs.page(options -> options.setViewportSize(width, 900).setColorScheme(colours)));
        assertThat(page.locator(".chart")).hasCount(6);

        assertEquals(0, page.evaluate("() => document.documentElement.scrollWidth - innerWidth"));
        tabs.screenshot(page, "status-fake-" + width);
    }

    @ParameterizedTest
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    void pageIsAccessible(int width, ColorScheme colours, Tabs tabs) {
        tabs.tolerate(Pattern.compile("status of 503"));
        answer = full("a");
        Page page =
                open(tabs.page(options -> options.setViewportSize(width, 900).setColorScheme(colours)));
        page.locator("summary").first().click();
        page.locator("[role=slider]").first().press("Home");
        assertEquals(List.of(), Axe.violations(page), "operational");

        answer = "";
        assertThat(headline(page)).hasText("This node does not respond");
        assertThat(page.locator("#log li")).hasCount(1);
        assertEquals(List.of(), Axe.violations(page), "no response");

        answer = BRIEF;
        assertThat(page.locator("#closed")).isVisible();
        assertEquals(List.of(), Axe.violations(page), "without administrator access");
    }
}
