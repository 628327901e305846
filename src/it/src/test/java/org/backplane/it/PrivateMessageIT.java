package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A private message reaches its user on whichever server he is, and nobody else. */
@Tag("hub")
@Tag("two-kinds")
@TwoServersTest
class PrivateMessageIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void privateMessageReachesEveryConnectionOfTheUserAndTheSender() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient adasPhone = ada.again(servers.b());
                WireClient bob = WireClient.hello(servers.a(), "Bob");
                WireClient bobsPhone = bob.again(servers.b())) {
            JsonObject answer = send(ada, bob.user(), "psst");
            assertThat(answer.getString("channel")).isEqualTo(inbox(ada));
            JsonObject copy = ada.received().await("message", inbox(ada));
            assertThat(copy.getString("position")).isEqualTo(answer.getString("position"));
            assertThat(adasPhone.received().await("message", inbox(ada))).isEqualTo(copy);
            JsonObject message = bob.received().await("message", inbox(bob));
            assertThat(bobsPhone.received().await("message", inbox(bob))).isEqualTo(message);
            assertThat(message.getString("id")).isEqualTo(copy.getString("id"));
            for (JsonObject each : List.of(message, copy)) {
                assertThat(each.getString("to")).isEqualTo(bob.user());
                assertThat(each.getString("data")).isEqualTo("psst");
                assertThat(each.getJsonObject("from").getString("user")).isEqualTo(ada.user());
            }
        }
    }

    @Test
    void privateMessageReachesNoOtherUser() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob");
                WireClient eve = WireClient.hello(servers.a(), "Eve");
                WireClient mallory = WireClient.hello(servers.b(), "Mallory")) {
            String secret = Fresh.key();
            send(ada, bob.user(), secret);
            bob.received().await("message", inbox(bob));
            // What comes later has come: nothing of the secret was on its way to the others.
            send(ada, eve.user(), "to Eve");
            send(ada, mallory.user(), "to Mallory");
            eve.received().await("message", inbox(eve));
            mallory.received().await("message", inbox(mallory));
            assertThat(eve.received().all().toString()).doesNotContain(secret);
            assertThat(mallory.received().all().toString()).doesNotContain(secret);
        }
    }

    @Test
    void inboxOfAnotherIsClosedInEveryWay() {
        try (WireClient bob = WireClient.hello(servers.b(), "Bob");
                WireClient eve = WireClient.hello(servers.a(), "Eve")) {
            Map<String, Object> inbox = Map.of("channel", inbox(bob));
            assertThat(code(eve.ask("subscribe", inbox))).isEqualTo("forbidden");
            assertThat(code(eve.ask("history", inbox))).isEqualTo("forbidden");
            Map<String, Object> publish = Map.of("channel", inbox(bob), "name", "chat", "data", 1);
            assertThat(code(eve.ask("publish", publish))).isEqualTo("forbidden");
            assertThat(code(bob.ask("publish", publish))).isEqualTo("forbidden");
            Map<String, Object> set = Map.of("channel", inbox(bob), "key", "topic", "value", 1);
            assertThat(code(eve.ask("set", set))).isEqualTo("forbidden");
            assertThat(code(bob.ask("set", set))).isEqualTo("forbidden");
        }
    }

    @Test
    void userWhoWasAwayGetsHisPrivateMessagesOnReturn() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            WireClient bob = WireClient.hello(servers.a(), "Bob");
            send(ada, bob.user(), "while there");
            String position = bob.received().await("message", inbox(bob)).getString("position");
            bob.connection().abort();
            send(ada, bob.user(), "while away");
            Map<String, String> hello = Map.of("name", "Bob", "token", bob.token(), "since", position);
            try (WireClient back = WireClient.hello(servers.b(), hello)) {
                JsonObject inbox = back.received().await("subscribed", inbox(bob));
                assertThat(inbox.getBoolean("recovered")).isTrue();
                assertThat(inbox.getJsonArray("messages")).hasSize(1);
                assertThat(inbox.getJsonArray("messages").getJsonObject(0).getString("data"))
                        .isEqualTo("while away");
            }
        }
    }

    @Test
    void messageToOneselfIsOneMessage() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            send(ada, ada.user(), "note");
            send(ada, ada.user(), "end");
            ada.received().await("end", line -> line.toString().contains("\"end\""));
            assertThat(ada.received().of("message", inbox(ada))).hasSize(2);
        }
    }

    private static JsonObject send(WireClient from, String to, String data) {
        JsonObject answer = from.ask("send", Map.of("to", to, "name", "chat", "data", data));
        assertThat(answer.getString("type")).as(answer.toString()).isEqualTo("published");
        return answer;
    }

    private static String inbox(WireClient client) {
        return "@" + client.user();
    }

    private static String code(JsonObject answer) {
        return answer.getString("code", "no error: " + answer);
    }
}
