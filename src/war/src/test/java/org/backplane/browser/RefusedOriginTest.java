package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.WebSocketRoute;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chat page of a server whose proxy changes {@code Host}: the handshake is refused, and the page says why. */
@BrowserTest
class RefusedOriginTest {

    private static final String BASE = "http://backplane.test:8443/backplane/";
    private static final int ABNORMAL = 4000;

    private static Page visit(Tabs tabs, Map<String, String> headers) {
        tabs.tolerate(Pattern.compile("status of 403"));
        Page page = tabs.page();
        TestFiles.serveWebapp(page, BASE);
        page.route(BASE + "node.css*", route -> route.fulfill(new FulfillOptions().setContentType("text/css")));
        page.route(BASE + "logout", route -> route.fulfill(new FulfillOptions().setStatus(204)));
        page.route(
                BASE + "hub",
                route -> route.fulfill(new FulfillOptions().setStatus(403).setHeaders(headers)));
        page.routeWebSocket(
                BASE.replace("http:", "ws:") + "hub",
                socket -> socket.close(new WebSocketRoute.CloseOptions().setCode(ABNORMAL)));
        page.navigate(BASE + "index.html#home");
        return page;
    }

    @Test
    void pageSaysThatTheServerRefusesItsOrigin(Tabs tabs) {
        Page page = visit(tabs, Map.of("Backplane-Refused", "origin"));

        page.locator("#away-text:has-text('refuses pages from http://backplane.test:8443')")
                .waitFor();

        assertThat(page.locator("#link").innerText()).isIn("reconnecting", "connecting");
    }

    @Test
    void refusalOfAnybodyElseIsNotTakenForIt(Tabs tabs) {
        Page page = visit(tabs, Map.of());

        page.waitForRequest(request -> request.method().equals("POST"), () -> {});
        page.waitForRequest(request -> request.method().equals("POST"), () -> {});

        assertThat(page.locator("#away-text").innerText()).doesNotContain("refuses");
    }
}
