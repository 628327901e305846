package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A publish repeated under the same key, on whichever server, is stored once. */
@Tag("hub")
@TwoServersTest
class RetryIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void retryOnTheOtherServerGetsTheFirstPosition() {
        String channel = Fresh.channel("retry");
        Map<String, Object> publish = Map.of("channel", channel, "name", "chat", "data", 1, "key", Fresh.key());
        try (WireClient bob = WireClient.hello(servers.b(), "Bob");
                WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient back = ada.again(servers.b())) {
            bob.subscribe(channel);
            String position = ada.ask("publish", publish).getString("position");
            assertThat(back.ask("publish", publish).getString("position")).isEqualTo(position);
            String next = ada.publish(channel, "next");
            List<JsonObject> heard = bob.received().awaitAtLeast("message", channel, 2);
            assertThat(heard)
                    .extracting(message -> message.getString("position"))
                    .containsExactly(position, next);
        }
    }

    @Test
    void manyRetriesAtOnceOnBothServersStoreOneMessage() {
        String channel = Fresh.channel("storm");
        Map<String, Object> publish = Map.of("channel", channel, "name", "chat", "data", 1, "key", Fresh.key());
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient back = ada.again(servers.b())) {
            List<CompletableFuture<JsonObject>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(ada.connection().askAsync("publish", publish));
                answers.add(back.connection().askAsync("publish", publish));
            }
            assertThat(answers.stream()
                            .map(answer -> Await.done(answer, "published").getString("position"))
                            .distinct())
                    .hasSize(1);
            JsonObject history = back.ask("history", Map.of("channel", channel));
            assertThat(history.getJsonArray("messages")).hasSize(1);
        }
    }

    @Test
    void keyOfAnotherUserIsAnotherKey() {
        String channel = Fresh.channel("keys");
        Map<String, Object> publish = Map.of("channel", channel, "name", "chat", "data", 1, "key", Fresh.key());
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            String first = ada.ask("publish", publish).getString("position");
            assertThat(bob.ask("publish", publish).getString("position")).isNotEqualTo(first);
        }
    }

    @Test
    void privateMessageSentAgainIsOneMessage() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient back = ada.again(servers.b());
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            Map<String, Object> send = Map.of("to", bob.user(), "name", "chat", "data", 1, "key", Fresh.key());
            String position = ada.ask("send", send).getString("position");
            assertThat(back.ask("send", send).getString("position")).isEqualTo(position);
            ada.ask("send", Map.of("to", bob.user(), "name", "chat", "data", 2));
            assertThat(bob.received().awaitAtLeast("message", "@" + bob.user(), 2))
                    .extracting(message -> message.getInt("data"))
                    .containsExactly(1, 2);
        }
    }
}
