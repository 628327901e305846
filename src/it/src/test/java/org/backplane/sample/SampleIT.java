package org.backplane.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.backplane.browser.BrowserTest;
import org.backplane.browser.Tabs;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The application of {@code src/sample} on two servers with one Redis. Maven builds it before, against the library in a local
 * repository of this build.
 */
@Tag("faults")
@BrowserTest
class SampleIT {

    @AutoClose
    private static final RedisServer REDIS = RedisServer.start(RedisServer.preferred());

    @AutoClose
    private static final Shop A = new Shop("a", REDIS.address());

    @AutoClose
    private static final Shop B = new Shop("b", REDIS.address());

    @BeforeAll
    static void awaitReady() {
        A.awaitReady();
        B.awaitReady();
    }

    @Test
    void orderReachesClientsAndObserversOnTheOtherServer() {
        try (WireClient customer = B.connect()) {
            customer.subscribe("orders");

            JsonObject order = Http.body(A.order("book", 2));

            JsonObject message = customer.received().await("message", "orders");
            assertThat(message.getString("name")).isEqualTo("placed");
            assertThat(message.getJsonObject("data")).isEqualTo(order);
        }
        assertThat(A.orders()).isNotEmpty();
        await("all orders are counted on b")
                .atMost(Wire.BOUND)
                .until(
                        B::count,
                        count -> count == A.orders().size() + B.orders().size());
    }

    @Test
    void pageShowsTheOrdersOfBothServers(Tabs tabs) {
        Page page = tabs.page();
        page.navigate(B.uri("").toString());
        A.order("pen", 3);
        page.getByText("3 × pen").waitFor();

        page.getByLabel("Item").fill("lamp");
        page.getByText("Order", new Page.GetByTextOptions().setExact(true)).click();
        page.getByText("1 × lamp").waitFor();

        Page later = tabs.page();
        later.navigate(A.uri("").toString());
        later.getByText("1 × lamp").waitFor();
        assertThat(later.getByText("3 × pen").isVisible()).isTrue();
    }

    @Test
    void refusedOrderIsNotPublished() {
        try (WireClient customer = B.connect()) {
            customer.subscribe("orders");
            assertThat(A.order("", 2).statusCode()).isEqualTo(400);
            A.order("ink", 1);
            JsonObject message = customer.received().await("message", "orders");
            assertThat(message.getJsonObject("data").getString("item")).isEqualTo("ink");
        }
    }

    @Test
    void onlyTheApplicationPublishes() {
        try (WireClient customer = A.connect()) {
            JsonObject answer =
                    customer.ask("publish", Map.of("channel", "orders", "name", "placed", "data", "forged"));
            assertThat(answer.getString("code", "none")).isEqualTo("forbidden");
        }
    }

    @Test
    void libraryAndApplicationHaveTheirOwnPaths() {
        assertThat(A.get("backplane/backplane.js").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("javascript"));
        assertThat(A.get("backplane/api/health/live").statusCode()).isEqualTo(200);
        for (String path : List.of("api/health/live", "api/status", "backplane/api/orders", "hub", "status.html")) {
            assertThat(A.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void filterOfTheApplicationAppliesToTheLibraryToo() {
        for (String path : List.of("api/orders", "backplane/backplane.js", "backplane/api/health/live")) {
            HttpResponse<String> response = A.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }
}
