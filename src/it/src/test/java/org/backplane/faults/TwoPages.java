package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.browser.Tabs;
import org.backplane.browser.TestFiles;
import org.backplane.it.servers.Node;
import org.backplane.test.TcpProxy;

/**
 * A page that talks and one that listens, each with the client of the WAR, in a browser, and each with a network of its
 * own. They are far apart: what one says the other hears over Redis, unless both were sent to one node.
 */
final class TwoPages implements AutoCloseable {

    private static final int SOME = 50;
    private static final double PATIENCE_MILLIS = 120_000;

    private final TcpProxy talkersNetwork;
    private final TcpProxy listenersNetwork;
    private final Page talker;
    private final Page listener;

    /** Returns when the one talks and the other hears it. */
    TwoPages(Tabs tabs, Node talkers, Node listeners) {
        tabs.tolerate(Tabs.LOST_CONNECTION);
        String channel = "pages-" + UUID.randomUUID();
        talkersNetwork = TcpProxy.to(talkers.port());
        listenersNetwork = TcpProxy.to(listeners.port());
        talker = open(tabs, talkersNetwork, channel);
        listener = open(tabs, listenersNetwork, channel);
        listener.evaluate("() => page.listen()");
        talker.evaluate("() => page.talk()");
        goOn();
    }

    private static Page open(Tabs tabs, TcpProxy network, String channel) {
        Page page = tabs.page();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        String base = "http://" + network.address() + "/backplane/";
        TestFiles.serve(page, base, Path.of("src", "war", "src", "test", "webapp"));
        page.navigate(base + "fault-page.html?channel=" + channel);
        awaitOpen(page);
        return page;
    }

    private static void awaitOpen(Page page) {
        page.waitForFunction("() => globalThis.page?.backplane.state === 'open'");
    }

    Page talker() {
        return talker;
    }

    List<Page> pages() {
        return List.of(talker, listener);
    }

    List<TcpProxy> networks() {
        return List.of(talkersNetwork, listenersNetwork);
    }

    /** Waits until some more was said and acknowledged, and the last of it heard. */
    void goOn() {
        int soFar = number(talker, "acknowledged");
        talker.waitForFunction("least => page.acknowledged >= least", soFar + SOME);
        listener.waitForFunction("least => page.heard.at(-1) >= least", soFar + SOME - 1);
    }

    /** The talker is reloaded while a number of messages are not acknowledged, and talks again. */
    void reloadTalker(int unacknowledged) {
        talker.evaluate("count => { for (let i = 0; i < count; i++) page.say(); location.reload(); }", unacknowledged);
        talker.waitForFunction("() => performance.getEntriesByType('navigation')[0].type === 'reload'");
        awaitOpen(talker);
        talker.evaluate("() => page.talk()");
    }

    /** The talker falls silent; fails if anything was lost, doubled or out of order, or had to be reloaded. */
    void endClean() {
        talker.evaluate("() => page.fallSilent()");
        talker.waitForFunction("() => page.acknowledged + page.failed.length === page.published");
        int published = number(talker, "published");
        listener.waitForFunction("last => page.heard.at(-1) >= last", published - 1);
        assertThat(talker.evaluate("() => page.failed")).isEqualTo(List.of());
        assertThat(listener.evaluate("() => page.heard"))
                .isEqualTo(IntStream.range(0, published).boxed().toList());
        assertThat(number(listener, "resets")).isZero();
    }

    /** How often each page was connected: the talker, the listener. */
    List<Integer> connections() {
        return Stream.of(talker, listener)
                .map(page -> number(page, "connections"))
                .toList();
    }

    private static int number(Page page, String field) {
        return (Integer) page.evaluate("field => page[field]", field);
    }

    @Override
    public void close() {
        networks().forEach(TcpProxy::close);
    }
}
