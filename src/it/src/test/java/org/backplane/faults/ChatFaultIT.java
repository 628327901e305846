package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.backplane.browser.BrowserTest;
import org.backplane.browser.Tabs;
import org.backplane.it.servers.Node;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.Test;

/** Two people in front of the chat page of two servers, one of which is killed while both type. */
@FaultTest
@BrowserTest
class ChatFaultIT {

    private static final int SOME = 10;
    private static final double PATIENCE_MILLIS = 45_000;

    private static final String ON_SCREEN = """
            () => [...document.querySelectorAll('#messages > li')]
              .map(row => /(?:ada|bob) says \\d+\\./.exec(row.textContent)?.[0])
              .filter(text => text)
            """;

    /** The other one is on one server, and that is b. */
    private static final String ONLY_B = """
            () => [...document.querySelectorAll('#members button .server bdi')]
              .map(server => server.textContent).join() === 'b'
            """;

    private final FaultServers servers;
    private final String channel = "chat-" + UUID.randomUUID();
    private int said;

    ChatFaultIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void nothingIsLostOrDoubledOnScreenWhenAServerIsKilledWhileBothType(Tabs tabs) {
        tabs.tolerate(Tabs.LOST_CONNECTION);
        try (TcpProxy balancer = TcpProxy.to(servers.a().node().port())) {
            Page ada = visit(tabs, "http://" + balancer.address() + "/backplane/");
            Page bob = visit(tabs, "http://127.0.0.1:" + servers.b().node().port() + "/backplane/");
            bothType(ada, bob);
            servers.a().kill();
            bothType(ada, bob);
            Node other = servers.b().node();
            balancer.target(other.port());
            bothType(ada, bob);

            requireAllOnBothScreens(ada, bob);
            bob.waitForFunction(ONLY_B);
        }
    }

    @Test
    void browserThatWasOfflineShowsAllOfIt(Tabs tabs) {
        tabs.tolerate(Tabs.LOST_CONNECTION);
        Page ada = visit(tabs, "http://127.0.0.1:" + servers.a().node().port() + "/backplane/");
        Page bob = visit(tabs, "http://127.0.0.1:" + servers.b().node().port() + "/backplane/");
        bothType(ada, bob);
        ada.context().setOffline(true);
        ada.locator("#away:has-text('nothing is lost')").waitFor();
        bothType(ada, bob);
        assertThat(ada.locator("#outgoing > li").count()).isGreaterThanOrEqualTo(SOME);
        ada.context().setOffline(false);
        bothType(ada, bob);
        requireAllOnBothScreens(ada, bob);
    }

    private void requireAllOnBothScreens(Page ada, Page bob) {
        for (Page page : List.of(ada, bob)) {
            page.waitForFunction("all => (" + ON_SCREEN.strip() + ")().length >= all", 2 * said);
            page.waitForFunction("() => document.querySelectorAll('#outgoing > li').length === 0");
        }
        assertThat(onScreen(ada)).hasSize(2 * said).doesNotHaveDuplicates().isEqualTo(onScreen(bob));
        assertThat(of("ada", onScreen(ada))).isSortedAccordingTo(ChatFaultIT::byNumber);
        assertThat(of("bob", onScreen(bob))).isSortedAccordingTo(ChatFaultIT::byNumber);
    }

    private Page visit(Tabs tabs, String server) {
        Page page = tabs.page();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.navigate(server + "#" + channel);
        page.waitForSelector("#server[data-state=open]");
        page.locator("#members li").first().waitFor();
        return page;
    }

    private void bothType(Page ada, Page bob) {
        for (int i = 0; i < SOME; i++) {
            said++;
            say(ada, "ada says " + said + ".");
            say(bob, "bob says " + said + ".");
        }
    }

    private static void say(Page page, String text) {
        page.fill("#text", text);
        page.press("#text", "Enter");
    }

    private static List<String> onScreen(Page page) {
        return ((List<?>) page.evaluate(ON_SCREEN))
                .stream().map(String::valueOf).toList();
    }

    private static List<String> of(String who, List<String> texts) {
        return texts.stream().filter(text -> text.startsWith(who)).toList();
    }

    private static int byNumber(String one, String other) {
        return Integer.compare(number(one), number(other));
    }

    private static int number(String text) {
        return Stream.of(text.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
