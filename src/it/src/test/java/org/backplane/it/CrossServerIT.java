package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said on one server is heard on the other. */
@Tag("two-kinds")
@TwoServersTest
class CrossServerIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void messageCrossesServers() {
        String channel = Fresh.channel("home");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            assertThat(ada.welcome().getString("node")).isEqualTo("a");
            assertThat(bob.welcome().getString("node")).isEqualTo("b");
            bob.subscribe(channel);
            String position = ada.publish(channel, "hello over there");
            JsonObject heard = bob.received().await("message", channel);
            assertThat(heard.getString("position")).isEqualTo(position);
            assertThat(heard.getString("data")).isEqualTo("hello over there");
            assertThat(heard.getJsonObject("from").getString("user")).isEqualTo(ada.user());
        }
    }

    @Test
    void messageHasTheSameFieldsOnBothServers() {
        String channel = Fresh.channel("fields");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            String key = Fresh.key();
            ada.ask("publish", Map.of("channel", channel, "name", "chat", "data", Map.of("n", 1), "key", key));
            JsonObject near = ada.received().await("message", channel);
            JsonObject far = bob.received().await("message", channel);
            assertThat(far).isEqualTo(near);
            assertThat(far.keySet())
                    .containsOnly("type", "channel", "position", "id", "key", "name", "from", "at", "data");
            assertThat(far.getString("key")).isEqualTo(key);
            assertThat(far.getJsonObject("from"))
                    .isEqualTo(Wire.object(Map.of(
                            "user",
                            ada.user(),
                            "name",
                            "Ada",
                            "verified",
                            false,
                            "connection",
                            ada.welcome().getString("connection"))));
            assertThat(Duration.between(Instant.parse(far.getString("at")), Instant.now()))
                    .isLessThan(Wire.BOUND);
        }
    }

    @Test
    void dataPassesAsItWasWritten() {
        String channel = Fresh.channel("verbatim");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel);
            String data = "{\"z\":1.50,\"a\":[1E3,-0,12345678901234567890],\"text\":\"Grüße, 世界 \\u2028 😀\"}";
            ada.connection()
                    .send("{\"type\":\"publish\",\"channel\":\"" + channel + "\",\"name\":\"chat\",\"data\":" + data
                            + "}");
            JsonObject heard = bob.received().await("message", channel);
            assertThat(heard.getJsonObject("data").toString())
                    .isEqualTo(Wire.value(data).toString())
                    .contains("1.50", "12345678901234567890", "世界", "😀");
        }
    }

    @Test
    void transientMessageIsHeardAndNotKept() {
        String channel = Fresh.channel("typing");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel);
            JsonObject answer =
                    ada.ask("publish", Map.of("channel", channel, "name", "typing", "data", 1, "keep", false));
            assertThat(answer.getString("type")).isEqualTo("published");
            assertThat(answer).doesNotContainKey("position");
            assertThat(bob.received().await("message", channel)).doesNotContainKey("position");
            assertThat(bob.ask("history", Map.of("channel", channel)).getJsonArray("messages"))
                    .isEmpty();
        }
    }

    @Test
    void unsubscribedClientHearsNothingMore() {
        String channel = Fresh.channel("leave");
        String other = Fresh.channel("other");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel);
            bob.subscribe(other);
            assertThat(bob.ask("unsubscribe", Map.of("channel", channel)).getString("type"))
                    .isEqualTo("unsubscribed");
            ada.publish(channel, "unheard");
            ada.publish(other, "heard");
            bob.received().await("message", other);
            assertThat(bob.received().of("message", channel)).isEmpty();
        }
    }
}
