package org.backplane.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.backplane.browser.BrowserTest;
import org.backplane.browser.Tabs;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.WireClient;
import org.junit.jupiter.api.Test;

/** Tests the status page of real nodes under traffic and during an outage of Redis. */
@FaultTest
@BrowserTest
class StatusPageIT {

    private static final double PATIENCE_MILLIS = 45_000;
    private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);

    private final FaultServers servers;
    private final Node node;

    StatusPageIT(FaultServers servers) {
        this.servers = servers;
        this.node = servers.a().node();
    }

    private Page open(Tabs tabs, int width, int height, ColorScheme colours) {
        Page page = tabs.page(options ->
                options.setViewportSize(width, height).setColorScheme(colours).setLocale("en-GB"));
        page.navigate(node.http("status.html").toString());
        return page;
    }

    @Test
    void figuresAndChartsShowTraffic(Tabs tabs) {
        String channel = "status-" + UUID.randomUUID();
        Page wide = open(tabs, 1440, 1500, ColorScheme.LIGHT);
        Page phone = open(tabs, 390, 844, ColorScheme.DARK);
        try (WireClient ada = WireClient.hello(node, "Ada");
                WireClient bob = WireClient.hello(node, "Bob");
                Talker talker = new Talker("talker", List.of(node), new Ledger(), channel)) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            talker.start();
            assertThat(wide.locator("#nodes")).containsText(Pattern.compile("a.*this one.* s.*b.* s"), PATIENTLY);
            assertThat(wide.locator("#channels")).containsText(channel + "2", PATIENTLY);
            assertThat(wide.locator("#links")).containsText("Write linkup", PATIENTLY);
            assertThat(wide.locator("#settings")).containsText("presence/lease", PATIENTLY);
            assertThat(chart(wide, "Messages")).containsText(Pattern.compile("out[1-9][0-9,]*/sin[1-9]"), PATIENTLY);
            assertThat(chart(wide, "Time until stored"))
                    .containsText(Pattern.compile("half within[0-9.]+ ms"), PATIENTLY);
            assertThat(chart(wide, "Round trip to Redis"))
                    .containsText(Pattern.compile("last probe[0-9.]+ ms"), PATIENTLY);
            tabs.screenshot(wide, "status-wide");
            tabs.screenshot(phone, "status-phone");
            talker.finish();
        }
    }

    private static Locator chart(Page page, String title) {
        return page.locator(".chart", new Page.LocatorOptions().setHasText(Pattern.compile("^" + title)));
    }

    @Test
    void outageOfRedisAndItsEndAreShown(Tabs tabs) {
        Page page = open(tabs, 900, 1200, ColorScheme.DARK);
        Locator headline = page.locator("#headline");
        assertThat(headline).hasText("All systems operational", new HasTextOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.locator("#nodes")).containsText("this one", PATIENTLY);

        servers.a().network().refuse();
        assertThat(headline).containsText("Redis cannot be reached", PATIENTLY);
        assertThat(page.locator("#links")).containsText("Write linkdown", PATIENTLY);
        assertThat(page.locator("#nodes-note")).containsText("Redis has not responded", PATIENTLY);
        tabs.screenshot(page, "status-redis-away");

        servers.a().network().heal();
        assertThat(headline).containsText("All systems operational", PATIENTLY);
        assertThat(page.locator("#nodes")).containsText("this one", PATIENTLY);
        assertThat(page.locator("#log")).containsText("The write link to Redis is up again", PATIENTLY);
        assertThat(page.locator("#links")).containsText("reconnected", PATIENTLY);
    }
}
