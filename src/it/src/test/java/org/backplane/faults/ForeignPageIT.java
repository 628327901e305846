package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.backplane.browser.BrowserTest;
import org.backplane.browser.Tabs;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Http;
import org.junit.jupiter.api.Test;

/** Pages that come from another host than the server that they talk to. */
@FaultTest
@BrowserTest
class ForeignPageIT {

    private static final String TALK = """
            async hub => {
              const {Backplane} = await import(hub + 'backplane.js');
              const backplane = new Backplane({name: 'Ada'});
              const home = backplane.channel('foreign');
              const heard = new Promise(done => home.addEventListener('message', event => done(event.detail.data)));
              await home.subscribe();
              await home.publish('chat', 'hello');
              return heard;
            }""";

    private final Node node;

    ForeignPageIT(FaultServers servers) {
        this.node = servers.a().node();
    }

    @Test
    void pageOfAnAllowedOriginLoadsTheClientAndTalks(Tabs tabs) {
        assertThat(open(tabs, FaultServers.FRIEND).evaluate(TALK, node.http("").toString()))
                .isEqualTo("hello");
    }

    @Test
    void pageOfAnyOtherOriginGetsNothing(Tabs tabs) {
        tabs.tolerate(Pattern.compile("blocked by CORS policy|net::ERR_FAILED"));
        Page page = open(tabs, "http://foreign.test");
        assertThat(page.evaluate(
                        "hub => import(hub + 'backplane.js').then(() => 'loaded', () => 'refused')",
                        node.http("").toString()))
                .isEqualTo("refused");
    }

    @Test
    void filesOfTheClientSayWhoMayLoadThem() {
        for (String file : new String[] {"backplane.js", "backplane/channel.js"}) {
            HttpResponse<String> friend = get(file, FaultServers.FRIEND);
            assertThat(friend.statusCode()).isEqualTo(200);
            assertThat(friend.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(FaultServers.FRIEND);
            assertThat(friend.headers().allValues("Vary")).contains("Origin");
            assertThat(friend.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(friend.headers().firstValue("Content-Type").orElseThrow())
                    .contains("javascript");
            assertThat(get(file, "http://foreign.test").headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(get(file, "null").headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(get("index.html", FaultServers.FRIEND).headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private HttpResponse<String> get(String file, String origin) {
        return Http.send("GET", node.http(file), Map.of("Origin", origin), "");
    }

    private static Page open(Tabs tabs, String origin) {
        Page page = tabs.page();
        page.route(
                origin + "/**",
                route -> route.fulfill(new FulfillOptions()
                        .setHeaders(Map.of("Content-Type", "text/html"))
                        .setBody("<title>A page of another host</title>")));
        page.navigate(origin + "/");
        return page;
    }
}
