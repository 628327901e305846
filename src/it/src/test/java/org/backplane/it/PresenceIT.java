package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is in a channel, on whichever server: a user comes once and goes once, however many connections he has. */
@Tag("hub")
@Tag("two-kinds")
@TwoServersTest
class PresenceIT {

    private static final Map<String, Boolean> WITH_PRESENCE = Map.of("presence", true);

    @ArquillianResource
    private TwoServers servers;

    @Test
    void userJoinsOnceAndLeavesOnceHoweverManyConnectionsHeHas() {
        String channel = Fresh.channel("lobby");
        try (WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel, WITH_PRESENCE);
            awaitChange(bob, "joined", channel, bob.user());
            WireClient ada = WireClient.hello(servers.a(), "Ada");
            WireClient phone = ada.again(servers.b());
            ada.subscribe(channel, WITH_PRESENCE);
            phone.subscribe(channel, WITH_PRESENCE);
            JsonObject joined = awaitChange(bob, "joined", channel, ada.user());
            assertThat(joined.getJsonObject("member").getString("name")).isEqualTo("Ada");
            assertThat(joined.getInt("count")).isEqualTo(2);
            ada.close();
            phone.close();
            JsonObject left = awaitChange(bob, "left", channel, ada.user());
            assertThat(left.getInt("count")).isEqualTo(1);
            assertThat(changes(bob, "joined", channel, ada.user())).hasSize(1);
            assertThat(changes(bob, "left", channel, ada.user())).hasSize(1);
        }
    }

    @Test
    void userWhoMovesToTheOtherServerNeverLeaves() {
        String channel = Fresh.channel("mover");
        try (WireClient bob = WireClient.hello(servers.b(), "Bob");
                WireClient eve = WireClient.hello(servers.a(), "Eve")) {
            bob.subscribe(channel, WITH_PRESENCE);
            WireClient ada = WireClient.hello(servers.a(), "Ada");
            ada.subscribe(channel, WITH_PRESENCE);
            awaitChange(bob, "joined", channel, ada.user());
            ada.connection().abort();
            try (WireClient back = ada.again(servers.b())) {
                back.subscribe(channel, WITH_PRESENCE);
                // Eve comes and goes meanwhile: when she has left, the grace of Ada's first connection is over too.
                eve.subscribe(channel, WITH_PRESENCE);
                eve.ask("unsubscribe", Map.of("channel", channel));
                awaitChange(bob, "left", channel, eve.user());
                assertThat(changes(bob, "joined", channel, ada.user())).hasSize(1);
                assertThat(changes(bob, "left", channel, ada.user())).isEmpty();
            }
        }
    }

    @Test
    void membersAreTheSameOnBothServers() {
        String channel = Fresh.channel("members");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient phone = ada.again(servers.b());
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            ada.subscribe(channel);
            phone.subscribe(channel);
            bob.subscribe(channel);
            for (WireClient client : List.of(ada, bob)) {
                await().atMost(Wire.BOUND).untilAsserted(() -> {
                    JsonObject members = client.ask("members", Map.of("channel", channel));
                    assertThat(members.getInt("count")).isEqualTo(2);
                    JsonObject member = member(members, ada.user());
                    assertThat(member.getString("name")).isEqualTo("Ada");
                    assertThat(member.getBoolean("verified")).isFalse();
                    assertThat(member.getInt("connections")).isEqualTo(2);
                    assertThat(member.getJsonArray("nodes").getValuesAs(JsonString::getString))
                            .containsExactlyInAnyOrder("a", "b");
                    assertThat(member(members, bob.user()).getInt("connections"))
                            .isEqualTo(1);
                });
            }
        }
    }

    @Test
    void newcomerLearnsOfAllWhoAreThere() {
        String channel = Fresh.channel("roster");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob");
                WireClient eve = WireClient.hello(servers.b(), "Eve")) {
            ada.subscribe(channel, WITH_PRESENCE);
            bob.subscribe(channel, WITH_PRESENCE);
            JsonObject subscribed = eve.subscribe(channel, WITH_PRESENCE);
            Set<String> expected = Set.of(ada.user(), bob.user(), eve.user());
            await().atMost(Wire.BOUND).untilAsserted(() -> assertThat(known(eve, subscribed, channel))
                    .isEqualTo(expected));
            assertThat(subscribed.getInt("count"))
                    .isEqualTo(subscribed.getJsonArray("members").size());
        }
    }

    /** The users that a client knows of from the answer and from those who joined after it. */
    private static Set<String> known(WireClient client, JsonObject subscribed, String channel) {
        Stream<JsonObject> first = subscribed.getJsonArray("members").getValuesAs(JsonObject.class).stream();
        Stream<JsonObject> later =
                client.received().of("joined", channel).stream().map(line -> line.getJsonObject("member"));
        return Stream.concat(first, later)
                .map(member -> member.getString("user"))
                .collect(Collectors.toSet());
    }

    @Test
    void clientThatDidNotAskForPresenceGetsNone() {
        String channel = Fresh.channel("quiet");
        try (WireClient bob = WireClient.hello(servers.b(), "Bob");
                WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient eve = WireClient.hello(servers.b(), "Eve")) {
            bob.subscribe(channel);
            eve.subscribe(channel, WITH_PRESENCE);
            ada.subscribe(channel, WITH_PRESENCE);
            awaitChange(eve, "joined", channel, ada.user());
            ada.publish(channel, "after");
            bob.received().await("message", channel);
            assertThat(bob.received().of("joined", channel)).isEmpty();
        }
    }

    private static JsonObject awaitChange(WireClient observer, String type, String channel, String user) {
        return observer.received()
                .await(type + " of " + user, line -> isChange(line, type, channel) && isOf(line, user));
    }

    private static List<JsonObject> changes(WireClient observer, String type, String channel, String user) {
        return observer.received().of(type, channel).stream()
                .filter(line -> isOf(line, user))
                .toList();
    }

    private static boolean isChange(JsonObject line, String type, String channel) {
        return line.getString("type").equals(type)
                && line.getString("channel", "").equals(channel);
    }

    private static boolean isOf(JsonObject change, String user) {
        return change.getJsonObject("member").getString("user").equals(user);
    }

    private static JsonObject member(JsonObject answer, String user) {
        return answer.getJsonArray("members").getValuesAs(JsonObject.class).stream()
                .filter(member -> member.getString("user").equals(user))
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " is not in " + answer));
    }
}
