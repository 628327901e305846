package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that comes back, to whichever server, gets exactly what it missed. */
@Tag("hub")
@Tag("two-kinds")
@TwoServersTest
class MoveIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void clientMovesToTheOtherServerAndGetsExactlyWhatItMissed() {
        String channel = Fresh.channel("move");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            WireClient bob = WireClient.hello(servers.a(), "Bob");
            bob.subscribe(channel);
            ada.publish(channel, "heard");
            String position = bob.received().await("message", channel).getString("position");
            bob.connection().abort();
            List<String> missed = publish(ada, channel, 1, 25);
            try (WireClient back = bob.again(servers.b())) {
                assertThat(back.user()).isEqualTo(bob.user());
                JsonObject answer = back.subscribeSince(channel, position);
                assertThat(answer.getBoolean("recovered")).isTrue();
                assertThat(answer.getBoolean("more")).isFalse();
                assertThat(data(messages(answer))).isEqualTo(missed);
                String next = ada.publish(channel, "live");
                assertThat(back.received().await("message", channel).getString("position"))
                        .isEqualTo(next);
            }
        }
    }

    @Test
    void muchThatWasMissedFollowsInPieces() {
        String channel = Fresh.channel("much");
        String padding = "x".repeat(1500);
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            String first = ada.publish(channel, "first");
            List<String> sent = new ArrayList<>();
            IntStream.range(0, 600).forEach(i -> sent.add(i + padding));
            publishAsync(ada, channel, sent).forEach(answer -> Await.done(answer, "published"));
            JsonObject answer = bob.subscribeSince(channel, first);
            assertThat(answer.getBoolean("recovered")).isTrue();
            assertThat(answer.getBoolean("more")).isTrue();
            assertThat(answer.getString("position")).isEqualTo(position(messages(answer), first));
            sent.addAll(publish(ada, channel, 600, 620));
            int rest = sent.size() - messages(answer).size();
            List<JsonObject> followed = bob.received().awaitAtLeast("message", channel, rest);
            List<JsonObject> seen = new ArrayList<>(messages(answer));
            seen.addAll(followed);
            assertThat(Tally.of(sent, data(seen))).isEqualTo(Tally.perfect(sent.size()));
        }
    }

    @Test
    void clientThatMovesAgainAndAgainWhileOthersPublishMissesNothing() {
        String channel = Fresh.channel("nomad");
        List<String> sent = IntStream.range(0, 500).mapToObj(String::valueOf).toList();
        List<JsonObject> seen = new ArrayList<>();
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient nomad = WireClient.hello(servers.b(), "Nomad")) {
            String start = ada.publish(channel, "start");
            for (int move = 0; move < 10; move++) {
                var answers = publishAsync(ada, channel, sent.subList(move * 50, move * 50 + 50));
                seen.addAll(visit(nomad, servers.nodes().get(move % 2), channel, position(seen, start)));
                answers.forEach(answer -> Await.done(answer, "published"));
            }
            seen.addAll(visit(nomad, servers.b(), channel, position(seen, start)));
        }
        assertThat(Tally.of(sent, data(seen))).isEqualTo(Tally.perfect(sent.size()));
    }

    @Test
    void positionOfAnotherEpochIsNotRecovered() {
        String channel = Fresh.channel("epoch");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            String position = ada.publish(channel, "one");
            String elsewhere = ada.publish(Fresh.channel("elsewhere"), "one");
            JsonObject answer = ada.subscribeSince(channel, elsewhere);
            assertThat(answer.getBoolean("recovered")).isFalse();
            assertThat(answer.getJsonArray("messages")).isEmpty();
            assertThat(answer.getString("position")).isEqualTo(position);
        }
    }

    @Test
    void positionAheadOfTheTopIsNotRecovered() {
        String channel = Fresh.channel("ahead");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            String position = ada.publish(channel, "one");
            String epoch = position.substring(0, position.lastIndexOf(':'));
            JsonObject answer = ada.subscribeSince(channel, epoch + ":99");
            assertThat(answer.getBoolean("recovered")).isFalse();
            assertThat(answer.getJsonArray("messages")).isEmpty();
        }
    }

    /** Comes to a node with a position, takes what it is given there, and drops the connection. */
    private static List<JsonObject> visit(WireClient user, Node node, String channel, String since) {
        WireClient visitor = user.again(node);
        JsonObject answer = visitor.subscribeSince(channel, since);
        assertThat(answer.getBoolean("recovered")).isTrue();
        visitor.connection().abort();
        return Stream.concat(messages(answer).stream(), visitor.received().of("message", channel).stream())
                .toList();
    }

    private static String position(List<JsonObject> seen, String start) {
        return seen.isEmpty() ? start : seen.get(seen.size() - 1).getString("position");
    }

    private static List<String> publish(WireClient client, String channel, int from, int to) {
        List<String> data = IntStream.range(from, to).mapToObj(String::valueOf).toList();
        publishAsync(client, channel, data).forEach(answer -> Await.done(answer, "published"));
        return data;
    }

    private static List<CompletableFuture<JsonObject>> publishAsync(
            WireClient client, String channel, List<String> data) {
        return data.stream()
                .map(text -> client.connection()
                        .askAsync("publish", Map.of("channel", channel, "name", "chat", "data", text)))
                .toList();
    }

    private static List<JsonObject> messages(JsonObject answer) {
        return answer.getJsonArray("messages").getValuesAs(JsonObject.class);
    }

    private static List<String> data(List<JsonObject> messages) {
        return messages.stream().map(message -> message.getString("data")).toList();
    }
}
