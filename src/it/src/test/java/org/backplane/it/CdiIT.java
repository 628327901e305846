package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.backplane.it.app.OrderDesk;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application in the WAR publishes, observes, and reaches users, on both servers. */
@Tag("two-kinds")
@TwoServersTest
class CdiIT {

    private static final String CHANNEL = OrderDesk.CHANNEL;
    private static final int REFUSED = 1008;

    @ArquillianResource
    private TwoServers servers;

    private WireClient ada;
    private WireClient bob;

    @BeforeEach
    void connect() {
        ada = WireClient.hello(servers.a(), "Ada");
        bob = WireClient.hello(servers.b(), "Bob");
        ada.subscribe(CHANNEL);
        bob.subscribe(CHANNEL);
    }

    @AfterEach
    void disconnect() {
        ada.close();
        bob.close();
    }

    @Test
    void publisherReachesWebSocketsOnBothServers() {
        for (Node node : servers.nodes()) {
            String item = Fresh.key();
            String position = call(node, "publish", "text", item);
            for (WireClient client : List.of(ada, bob)) {
                JsonObject message = awaitItem(client, item);
                assertThat(message.getString("position")).isEqualTo(position);
                assertThat(message.getString("name")).isEqualTo("placed");
            }
        }
    }

    @Test
    void eventFiredWithoutATransactionIsPublishedAtOnce() {
        for (Node node : servers.nodes()) {
            String item = call(node, "fire", "text", Fresh.key());
            assertThat(awaitItem(ada, item).getString("name")).isEqualTo("OrderPlaced");
            awaitItem(bob, item);
        }
    }

    @Test
    void eventFiredInATransactionIsPublishedAfterItsCommit() {
        for (Node node : servers.nodes()) {
            String item = call(node, "commit", "text", Fresh.key());
            awaitItem(bob, item);
            List<String> items = items(bob);
            assertThat(items.indexOf("before-" + item)).isNotNegative().isLessThan(items.indexOf(item));
        }
    }

    @Test
    void eventFiredInATransactionThatIsRolledBackIsNotPublished() {
        for (Node node : servers.nodes()) {
            String item = call(node, "rollback", "text", Fresh.key());
            awaitItem(bob, call(node, "fire", "text", Fresh.key()));
            assertThat(items(bob)).doesNotContain(item);
        }
    }

    @Test
    void observersOnEveryNodeReceiveMessages() {
        String text = Fresh.key();
        ada.publish(CHANNEL, text);
        for (Node node : servers.nodes()) {
            awaitBoard(node, "message chat \"" + text + "\"");
        }
    }

    @Test
    void observersOnEveryNodeReceiveJoinsAndLeaves() {
        WireClient eve = WireClient.hello(servers.a(), "Eve");
        eve.subscribe(CHANNEL);
        for (Node node : servers.nodes()) {
            awaitBoard(node, "joined " + eve.user());
        }
        eve.close();
        for (Node node : servers.nodes()) {
            awaitBoard(node, "left " + eve.user());
        }
    }

    @Test
    void presenceCountsTheMembersOfBothServers() {
        await().atMost(Wire.BOUND)
                .until(() -> ada.ask("members", Map.of("channel", CHANNEL)).getInt("count") >= 2);
        for (Node node : servers.nodes()) {
            await().atMost(Wire.BOUND).untilAsserted(() -> assertThat(call(node, "members", "text", ""))
                    .isEqualTo(String.valueOf(
                            bob.ask("members", Map.of("channel", CHANNEL)).getInt("count"))));
        }
    }

    @Test
    void stateIsWrittenReadAndPushed() {
        for (Node node : servers.nodes()) {
            String text = Fresh.key();
            assertThat(call(node, "topic", "text", text)).isEqualTo(text);
            for (WireClient client : List.of(ada, bob)) {
                client.received()
                        .await(
                                "state " + text,
                                line -> line.getString("type").equals("state")
                                        && line.toString().contains(text));
            }
        }
    }

    @Test
    void usersReachesAUserOnTheOtherServerAndCanEndHisConnections() {
        String text = Fresh.key();
        call(servers.a(), "send", "text", text + "&user=" + bob.user());
        JsonObject note = bob.received().await("message", "@" + bob.user());
        assertThat(note.getString("data")).isEqualTo(text);
        assertThat(call(servers.b(), "disconnect", "user", bob.user())).isEqualTo("1");
        assertThat(bob.connection().awaitClose()).isEqualTo(REFUSED);
    }

    private static String call(Node node, String what, String parameter, String value) {
        HttpResponse<String> response =
                Http.send("POST", node.http("orders?do=" + what + "&" + parameter + "=" + value), Map.of(), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static JsonObject awaitItem(WireClient client, String item) {
        return client.received()
                .await("message with " + item, line -> item(line).equals(item));
    }

    private static List<String> items(WireClient client) {
        return client.received().of("message", CHANNEL).stream()
                .map(CdiIT::item)
                .toList();
    }

    /** The item of an order; empty if the line is none. */
    private static String item(JsonObject line) {
        return line.get("data") instanceof JsonObject order ? order.getString("item", "") : "";
    }

    private static void awaitBoard(Node node, String line) {
        await().atMost(Wire.BOUND)
                .untilAsserted(() ->
                        assertThat(Http.get(node.http("orders")).body().lines()).contains(line));
    }
}
