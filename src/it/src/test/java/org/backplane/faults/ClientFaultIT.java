package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backplane.browser.BrowserTest;
import org.backplane.browser.Tabs;
import org.backplane.it.servers.Node;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.Test;

/** Pages whose servers and networks break while they talk: all that was said is heard, once and in its order. */
@FaultTest
@BrowserTest
class ClientFaultIT {

    private final FaultServers servers;
    private final Node a;
    private final Node b;

    ClientFaultIT(FaultServers servers) {
        this.servers = servers;
        this.a = servers.a().node();
        this.b = servers.b().node();
    }

    @Test
    void killedServerCostsNothing(Tabs tabs) {
        try (TwoPages pages = new TwoPages(tabs, a, a)) {
            servers.a().kill();
            pages.networks().forEach(network -> network.target(b.port()));
            pages.goOn();
            pages.endClean();
            assertThat(pages.connections()).allMatch(count -> count >= 2);
        }
    }

    @Test
    void redeployedServerCostsNothing(Tabs tabs) {
        try (TwoPages pages = new TwoPages(tabs, a, a)) {
            servers.a().undeploy();
            servers.a().deploy();
            pages.goOn();
            pages.endClean();
            assertThat(pages.connections()).allMatch(count -> count >= 2);
        }
    }

    @Test
    void brokenNetworkCostsNothing(Tabs tabs) {
        try (TwoPages pages = new TwoPages(tabs, a, b)) {
            pages.networks().forEach(TcpProxy::cut);
            pages.goOn();
            pages.networks().forEach(TcpProxy::refuse);
            FaultServers.lasts(Duration.ofSeconds(2));
            pages.networks().forEach(TcpProxy::heal);
            pages.goOn();
            pages.endClean();
            assertThat(pages.connections()).allMatch(count -> count >= 3);
        }
    }

    @Test
    void reloadedPageLosesNothing(Tabs tabs) {
        try (TwoPages pages = new TwoPages(tabs, a, b)) {
            pages.reloadTalker(20);
            pages.goOn();
            pages.endClean();
        }
    }

    @Test
    void browserThatIsOfflineForAWhileLosesNothing(Tabs tabs) {
        try (TwoPages pages = new TwoPages(tabs, a, b)) {
            pages.pages().forEach(page -> page.context().setOffline(true));
            pages.talker().waitForFunction("() => page.backplane.state === 'waiting'");
            pages.pages().forEach(page -> page.context().setOffline(false));
            pages.goOn();
            pages.endClean();
        }
    }

    @Test
    void networkThatSwallowsEverythingIsLeftWhenAnotherOneComes(Tabs tabs) {
        try (TwoPages pages = new TwoPages(tabs, a, b)) {
            pages.networks().forEach(TcpProxy::blackHole);
            pages.pages().forEach(page -> page.evaluate("() => dispatchEvent(new Event('online'))"));
            pages.talker().waitForFunction("() => page.backplane.state !== 'open'");
            pages.networks().forEach(TcpProxy::heal);
            pages.goOn();
            pages.endClean();
        }
    }
}
