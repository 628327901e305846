package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** The REST door leads to the same conversation. */
@TwoServersTest
class RestIT {

    private static final JsonObject MESSAGE = Wire.object(Map.of("name", "chat", "data", Map.of("text", "hello")));

    @ArquillianResource
    private TwoServers servers;

    @Test
    void publishArrivesAtWebSocketsOnBothServers() {
        String channel = Fresh.channel("rest");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            HttpResponse<String> response = Http.post(messages(servers.b(), channel), ada.token(), MESSAGE);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            JsonObject published = Http.body(response);
            assertThat(published.getString("type")).isEqualTo("published");
            for (WireClient client : List.of(ada, bob)) {
                JsonObject message = client.received().await("message", channel);
                assertThat(message.getString("position")).isEqualTo(published.getString("position"));
                assertThat(message.getJsonObject("data")).isEqualTo(MESSAGE.getJsonObject("data"));
                assertThat(message.getJsonObject("from").getString("user")).isEqualTo(ada.user());
            }
        }
    }

    @Test
    void historyAndMembersReadAsOnTheWebSocket() {
        String channel = Fresh.channel("read");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            ada.subscribe(channel);
            ada.publish(channel, "one");
            ada.publish(channel, "two");
            JsonObject page = ok(servers.b().http("api/channels/" + channel + "/messages?limit=1"));
            assertThat(page).isEqualTo(withoutId(ada.ask("history", Map.of("channel", channel, "limit", 1))));
            assertThat(page.getBoolean("more")).isTrue();
            URI list = servers.b().http("api/channels/" + channel + "/members");
            await().atMost(Wire.BOUND).until(() -> ok(list).getInt("count") == 1);
            assertThat(ok(list)).isEqualTo(withoutId(ada.ask("members", Map.of("channel", channel))));
        }
    }

    @Test
    void retryUnderTheSameKeyGetsTheFirstPosition() {
        String channel = Fresh.channel("key");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            JsonObject body = Wire.object(Map.of("name", "chat", "data", 1, "key", Fresh.key()));
            JsonObject first = Http.body(Http.post(messages(servers.a(), channel), ada.token(), body));
            JsonObject again = Http.body(Http.post(messages(servers.b(), channel), ada.token(), body));
            assertThat(again).isEqualTo(first);
        }
    }

    @Test
    void privateMessageReachesItsUserOnTheOtherServer() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            URI inbox = servers.a().http("api/users/" + bob.user() + "/messages");
            assertThat(Http.post(inbox, ada.token(), MESSAGE).statusCode()).isEqualTo(201);
            JsonObject message = bob.received().await("message", "@" + bob.user());
            assertThat(message.getJsonObject("from").getString("user")).isEqualTo(ada.user());
            assertThat(ada.received().await("message", "@" + ada.user()).getString("id"))
                    .isEqualTo(message.getString("id"));
        }
    }

    @Test
    void writeWithoutAUserIsRejected() {
        URI uri = messages(servers.a(), Fresh.channel("anonymous"));
        HttpResponse<String> response = Http.post(uri, "", MESSAGE);
        assertProblem(response, 401, "forbidden");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        assertProblem(Http.post(uri, "made-up", MESSAGE), 401, "forbidden");
    }

    @Test
    void publishToAnInboxIsRejected() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            assertProblem(Http.post(messages(servers.a(), "@" + bob.user()), ada.token(), MESSAGE), 403, "forbidden");
            Map<String, String> headers = Http.headers(ada.token());
            assertProblem(Http.send("GET", messages(servers.a(), "@" + bob.user()), headers, ""), 403, "forbidden");
            assertThat(Http.send("GET", messages(servers.a(), "@" + ada.user()), headers, "")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void pageOfAnotherSiteWritesNothing() {
        String channel = Fresh.channel("csrf");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            URI uri = messages(servers.a(), channel);
            Map<String, String> headers = new HashMap<>(Http.headers(ada.token()));
            headers.put("Origin", "http://evil.example");
            assertProblem(Http.send("POST", uri, headers, MESSAGE.toString()), 403, "forbidden");
            headers.remove("Origin");
            headers.put("Content-Type", "text/plain");
            assertProblem(Http.send("POST", uri, headers, MESSAGE.toString()), 415, "bad-request");
            assertThat(ok(uri).getJsonArray("messages")).isEmpty();
        }
    }

    @Test
    void badRequestNamesTheMistake() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            URI uri = messages(servers.a(), Fresh.channel("bad"));
            Map<String, String> headers = Http.headers(ada.token());
            for (String body : List.of("nonsense", "[]", "{\"name\":\"chat\"}", "{\"name\":7,\"data\":1}")) {
                assertProblem(Http.send("POST", uri, headers, body), 400, "bad-request");
            }
            String large = "{\"name\":\"chat\",\"data\":\"" + "x".repeat(40_000) + "\"}";
            assertProblem(Http.send("POST", uri, headers, large), 413, "too-large");
            assertProblem(Http.post(messages(servers.a(), "a%20b"), ada.token(), MESSAGE), 400, "bad-request");
            assertProblem(Http.get(URI.create(uri + "?limit=101")), 400, "bad-request");
            assertProblem(Http.get(URI.create(uri + "?before=yesterday")), 400, "bad-request");
        }
    }

    /** Payara 7.2025.1 answers 503 to each path with a colon. */
    @Test
    void channelWithAColonIsReachedByQuery() {
        String channel = "shop:" + Fresh.channel("query");
        String query = "?channel=" + channel;
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            ada.subscribe(channel);
            URI messages = servers.b().http("api/messages" + query);
            HttpResponse<String> published = Http.post(messages, ada.token(), MESSAGE);
            assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
            assertThat(ada.received().await("message", channel).getString("position"))
                    .isEqualTo(Http.body(published).getString("position"));
            assertThat(ok(URI.create(messages + "&limit=1")).getJsonArray("messages"))
                    .hasSize(1);
            URI members = servers.b().http("api/members" + query);
            await().atMost(Wire.BOUND).until(() -> ok(members).getInt("count") == 1);
            URI topic = servers.b().http("api/state" + query + "&key=topic:1");
            Map<String, String> headers = Http.headers(ada.token());
            assertThat(Http.send("PUT", topic, headers, "{\"text\":\"tea\"}").statusCode())
                    .isEqualTo(200);
            assertThat(ok(topic).getString("text")).isEqualTo("tea");
            assertThat(ok(servers.b().http("api/state" + query)).getJsonObject("state"))
                    .containsOnlyKeys("topic:1");
            assertThat(Http.send("DELETE", topic, headers, "").statusCode()).isEqualTo(204);
            assertProblem(Http.get(topic), 404, "bad-request");
            assertProblem(Http.get(servers.b().http("api/messages")), 400, "bad-request");
        }
    }

    private static URI messages(Node node, String channel) {
        return node.http("api/channels/" + channel + "/messages");
    }

    private static JsonObject ok(URI uri) {
        HttpResponse<String> response = Http.get(uri);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Http.body(response);
    }

    private static JsonObject withoutId(JsonObject answer) {
        Map<String, Object> fields = new HashMap<>(answer);
        fields.remove("id");
        return Wire.object(fields);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonObject problem = Http.body(response);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("detail")).isNotBlank();
    }
}
