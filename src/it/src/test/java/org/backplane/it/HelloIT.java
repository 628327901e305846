package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Connection;
import org.backplane.it.wire.RawWebSocket;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** Who may connect, how a connection begins, and how a silent one ends. */
@TwoServersTest
class HelloIT {

    private static final int REFUSED = 1008;
    private static final int IDLE = 4000;
    private static final int FLOODING = 4029;

    @ArquillianResource
    private TwoServers servers;

    @Test
    void welcomeTellsWhoYouAreAndWhereYouAre() {
        try (WireClient ada = WireClient.hello(servers.b(), "Ada")) {
            JsonObject welcome = ada.welcome();
            assertThat(welcome.getString("name")).isEqualTo("Ada");
            assertThat(welcome.getBoolean("verified")).isFalse();
            assertThat(welcome.getString("user")).matches("~[a-z2-7]{26}");
            assertThat(welcome.getString("token")).matches("[A-Za-z0-9_-]{22}");
            assertThat(welcome.getString("node")).isEqualTo("b");
            assertThat(welcome.getInt("ping")).isEqualTo(3000);
            assertThat(welcome.getInt("maxBytes")).isEqualTo(32 * 1024);
            assertThat(ada.received().await("subscribed", "@" + ada.user()).getBoolean("recovered"))
                    .isTrue();
        }
    }

    @Test
    void tokenMakesTheSameUserOnBothServers() {
        try (WireClient here = WireClient.hello(servers.a(), "Ada");
                WireClient there = here.again(servers.b())) {
            assertThat(there.user()).isEqualTo(here.user());
            assertThat(there.token()).isEqualTo(here.token());
            assertThat(there.welcome().getString("connection"))
                    .isNotEqualTo(here.welcome().getString("connection"));
        }
    }

    @Test
    void madeUpTokenIsReplaced() {
        try (WireClient ada = WireClient.hello(servers.a(), Map.of("name", "Ada", "token", "made-up"))) {
            assertThat(ada.token()).isNotEqualTo("made-up");
        }
    }

    @Test
    void helloAgainRenames() {
        String channel = Fresh.channel("rename");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel);
            JsonObject welcome = ada.ask("hello", Map.of("name", "Countess"));
            assertThat(welcome.getString("type")).isEqualTo("welcome");
            assertThat(welcome.getString("user")).isEqualTo(ada.user());
            ada.publish(channel, 1);
            assertThat(bob.received()
                            .await("message", channel)
                            .getJsonObject("from")
                            .getString("name"))
                    .isEqualTo("Countess");
        }
    }

    @Test
    void anythingBeforeHelloIsRefused() {
        try (Connection connection = new Connection(servers.a())) {
            connection.send("{\"type\":\"subscribe\",\"channel\":\"home\"}");
            assertThat(connection.awaitClose()).isEqualTo(REFUSED);
        }
    }

    @Test
    void connectionThatSaysNothingIsClosed() {
        try (Connection connection = new Connection(servers.a())) {
            assertThat(connection.awaitClose()).isEqualTo(REFUSED);
        }
    }

    @Test
    void pageOfAnotherSiteIsRefused() throws IOException {
        assertRefused(Map.of("Origin", "http://evil.example"));
        assertRefused(Map.of("Origin", "null"));
        assertRefused(Map.of("Origin", "http://127.0.0.1:1"));
    }

    @Test
    void pageOfTheSameSiteIsWelcome() throws IOException {
        Node node = servers.a();
        try (RawWebSocket raw = new RawWebSocket(node, Map.of("Origin", "http://127.0.0.1:" + node.port()))) {
            assertThat(raw.status()).isEqualTo(101);
            raw.text("{\"type\":\"hello\",\"name\":\"Page\"}");
            assertThat(raw.readText()).contains("\"welcome\"");
        }
    }

    @Test
    void silentConnectionIsPingedAndThenClosed() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            ada.connection().playDead();
            ada.received().await("ping", line -> line.getString("type").equals("ping"));
            assertThat(ada.connection().awaitClose()).isEqualTo(IDLE);
        }
    }

    @Test
    void floodingConnectionIsRateLimitedAndThenClosed() {
        // In one frame: a server that closes while more is on its way resets the connection, and the code may be lost.
        String flood =
                "{\"type\":\"members\",\"channel\":\"flood\"}\n".repeat(6_500).strip();
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            ada.connection().send(flood);
            JsonObject error = ada.received().await("rate-limited", answer -> answer.getString("code", "")
                    .equals("rate-limited"));
            assertThat(error.getBoolean("retry")).isTrue();
            assertThat(error.getInt("retryAfter")).isPositive();
            assertThat(ada.connection().awaitClose()).isEqualTo(FLOODING);
        }
    }

    private void assertRefused(Map<String, String> headers) throws IOException {
        try (RawWebSocket raw = new RawWebSocket(servers.a(), headers)) {
            if (raw.status() == 101) {
                assertThat(raw.readClose()).as(headers.toString()).isEqualTo(REFUSED);
            } else {
                assertThat(raw.status()).as(headers.toString()).isEqualTo(403);
            }
        }
    }
}
