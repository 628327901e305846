package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.function.UnaryOperator;
import org.backplane.browser.BrowserTest;
import org.backplane.browser.Tabs;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.test.TcpProxy;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People in front of the chat page of two servers. */
@Tag("hub")
@TwoServersTest
@BrowserTest
class ChatIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void messageOfOnePageAppearsOnThePageOfTheOtherServer(Tabs tabs) {
        String channel = Fresh.channel("chat");
        Page ada = visit(tabs.page(), servers.a(), channel, "Ada");
        Page bob = visit(tabs.page(), servers.b(), channel, "Bob");
        say(ada, "Good morning");
        reads(bob, "Good morning");
        say(bob, "Good morning, @Ada");
        reads(ada, "Good morning, @Ada");
        ada.locator("#messages .mentioned").waitFor();
        assertThat(ada.locator("#outgoing > li").count()).isZero();
        ada.locator("#members li:has-text('Bob') .server:has-text('b')").waitFor();
        bob.locator("#members li:has-text('Ada') .server:has-text('a')").waitFor();
    }

    @Test
    void privateMessageIsATabOfTheTwo(Tabs tabs) {
        String channel = Fresh.channel("private");
        Page ada = visit(tabs.page(), servers.a(), channel, "Ada");
        Page bob = visit(tabs.page(), servers.b(), channel, "Bob");
        Page eve = visit(tabs.page(), servers.b(), channel, "Eve");
        bob.locator("#members button:has-text('Ada')").click();
        say(bob, "Only for you");
        ada.locator("[role=tab]:has-text('Bob') .badge").waitFor();
        ada.locator("[role=tab]:has-text('Bob')").click();
        reads(ada, "Only for you");
        say(ada, "I tell nobody");
        reads(bob, "I tell nobody");
        bob.reload();
        reads(bob, "I tell nobody");
        assertThat(eve.locator("[role=tab]").count()).isOne();
        assertThat(eve.locator("#messages > li").count()).isZero();
    }

    @Test
    void topicAndBackgroundAreThereForWhoComesLater(Tabs tabs) {
        String channel = Fresh.channel("state");
        Page ada = visit(tabs.page(), servers.a(), channel, "Ada");
        Page bob = visit(tabs.page(), servers.b(), channel, "Bob");
        say(ada, "/topic Plans for today");
        bob.locator("#topic:has-text('Plans for today')").waitFor();
        say(bob, "/background ocean");
        ada.locator("#log[data-worn]").waitFor();
        Page late = visit(tabs.page(), servers.b(), channel, "Zoe");
        late.locator("#topic:has-text('Plans for today')").waitFor();
        late.locator("#log[data-worn]").waitFor();
        say(late, "/topic -");
        ada.waitForFunction("() => document.getElementById('topic').textContent === ''");
    }

    @Test
    void topicThatSomebodyJustChangedIsNotReplacedUnseen(Tabs tabs) {
        String channel = Fresh.channel("conflict");
        Page ada = tabs.page();
        ada.routeWebSocket("**/hub", ChatIT::withoutPushesOfState);
        visit(ada, servers.a(), channel, "Ada");
        Page bob = visit(tabs.page(), servers.b(), channel, "Bob");
        say(bob, "/topic Bob's");
        bob.locator("#topic:has-text(\"Bob's\")").waitFor();
        ada.fill("#text", "/topic Ada's");
        ada.press("#text", "Enter");
        ada.locator("#notice [role=alert]:has-text(\"Bob's\")").waitFor();
        assertThat(ada.inputValue("#text")).isEqualTo("/topic Ada's");
        ada.press("#text", "Enter");
        bob.locator("#topic:has-text(\"Ada's\")").waitFor();
    }

    /** As if the page were asked before the news came. */
    private static void withoutPushesOfState(WebSocketRoute page) {
        page.connectToServer().onMessage(frame -> frame.text()
                .lines()
                .filter(line -> !line.contains("\"type\":\"state\"") || line.contains("\"id\":"))
                .forEach(page::send));
    }

    @Test
    void pendingMessagesSurviveAServerOutageAndAReload(Tabs tabs) {
        tabs.tolerate(Tabs.LOST_CONNECTION);
        String channel = Fresh.channel("reload");
        try (TcpProxy network = TcpProxy.to(servers.a().port())) {
            Page ada = tabs.page();
            boolean[] isAway = {false};
            ada.routeWebSocket("**/hub", socket -> {
                if (isAway[0]) {
                    socket.close();
                } else {
                    socket.connectToServer();
                }
            });
            visit(ada, "http://" + network.address() + "/backplane/", channel, "Ada");
            Page bob = visit(tabs.page(), servers.b(), channel, "Bob");
            isAway[0] = true;
            network.cut();
            ada.locator("#away").waitFor();
            say(ada, "said while the server was away");
            ada.fill("#text", "half a thought");
            ada.reload();
            ada.locator("#outgoing >> text=said while the server was away").waitFor();
            assertThat(ada.inputValue("#text")).isEqualTo("half a thought");
            isAway[0] = false;
            ada.waitForSelector("#server[data-state=open]");
            reads(bob, "said while the server was away");
            reads(ada, "said while the server was away");
            assertThat(ada.locator("#outgoing > li").count()).isZero();
            say(bob, "welcome back");
            reads(ada, "welcome back");
            reads(bob, "welcome back");
            assertThat(bob.locator("#messages > li").count()).isEqualTo(2);
        }
    }

    @Test
    void pageLooksGoodAtEveryWidth(Tabs tabs) {
        Page ada = dressed(tabs.page(size(1440, 900, ColorScheme.LIGHT)), "sunset", "#a8324f");
        Page grace = dressed(tabs.page(size(1440, 900, ColorScheme.DARK)), "ocean", "#0f629f");
        Page katherine = tabs.page();
        visit(ada, servers.a(), "team,news", "Ada Lovelace");
        visit(grace, servers.b(), "team,news", "Grace Hopper");
        visit(katherine, servers.b(), "news,team", "Katherine Johnson");
        talk(ada, grace);
        say(katherine, "The numbers of today are in the archive.");
        say(katherine, "/msg Ada Lovelace Have you checked the second figure?");
        ada.locator("[role=tab]:has-text('Katherine Johnson') .badge").waitFor();
        grace.locator("[role=tab]:has-text('news') .badge").waitFor();
        ada.locator("#members li:has-text('Katherine Johnson')").waitFor();
        grace.locator("#members li:has-text('Katherine Johnson')").waitFor();
        for (int width : List.of(360, 900, 1440)) {
            for (Page page : List.of(ada, grace)) {
                page.setViewportSize(width, width == 360 ? 740 : 900);
                page.keyboard().press("Escape");
                assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                tabs.screenshot(page, "chat-" + width + (page == ada ? "-light" : "-dark"));
            }
        }
    }

    private static void talk(Page ada, Page grace) {
        say(ada, "/topic Release 1.0: https://backplane.example/plan");
        say(ada, "Good morning! Does everybody on the other server see this?");
        reads(grace, "Good morning!");
        say(grace, "Loud and clear, @Ada Lovelace. One channel, two servers.");
        say(grace, "I restarted server b a minute ago and did not miss a message.");
        reads(ada, "I restarted server b");
        say(grace, "/me waves across the servers");
        say(grace, "/announce Deployment at noon. Nobody has to stop typing.");
        reads(ada, "Nobody has to stop typing.");
        say(ada, "Then I go on:\nthe notes are at https://backplane.example/notes");
        reads(grace, "Then I go on");
        say(ada, "שלום וברכה");
        reads(grace, "שלום");
    }

    private static UnaryOperator<NewContextOptions> size(int width, int height, ColorScheme colours) {
        return options -> options.setViewportSize(width, height).setColorScheme(colours);
    }

    /** The servers of the tests have no look of their own. */
    private static Page dressed(Page page, String look, String accent) {
        page.route(
                "**/node.css*",
                route -> route.fulfill(new FulfillOptions()
                        .setContentType("text/css")
                        .setBody(":root{--background:url(\"looks/" + look + ".svg\");--accent:" + accent + "}")));
        return page;
    }

    private static Page visit(Page page, Node node, String channel, String name) {
        return visit(page, node.http("").toString(), channel, name);
    }

    private static Page visit(Page page, String server, String channel, String name) {
        page.navigate(server + "#" + channel);
        page.waitForSelector("#server[data-state=open]");
        page.locator("#members li").first().waitFor();
        say(page, "/nick " + name);
        page.locator("#me:has-text('" + name + "')").waitFor();
        return page;
    }

    private static void say(Page page, String text) {
        page.fill("#text", text);
        page.press("#text", "Escape");
        page.press("#text", "Enter");
        page.waitForFunction("() => document.getElementById('text').value === ''");
    }

    private static void reads(Page page, String text) {
        page.locator("#messages li:has-text('" + text + "')").first().waitFor();
    }
}
