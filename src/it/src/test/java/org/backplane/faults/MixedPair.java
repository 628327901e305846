package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.backplane.it.servers.Node;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;

/** Two nodes, whatever version each is of, and all that users on one get from users on the other. */
final class MixedPair implements AutoCloseable {

    private static final Map<String, Boolean> WITH_PRESENCE = Map.of("presence", true);

    private final Node a;
    private final Node b;
    private final String channel = fresh();
    private final RecordingClient resident;
    private final Map<String, Object> keyed = Map.of(
            "channel",
            channel,
            "name",
            "chat",
            "data",
            "once",
            "key",
            UUID.randomUUID().toString());
    private final String token;
    private final String position;
    private final JsonObject document;

    /** Leaves a message, a document and a member in a channel, to be found there as long as the pair lasts. */
    MixedPair(Node a, Node b) {
        this.a = a;
        this.b = b;
        resident = Members.in(channel, "resident", List.of(b, a));
        try (WireClient author = WireClient.hello(a, "author")) {
            token = author.token();
            position = published(author.insist("publish", keyed));
            document = set(author, channel, Map.of("value", Map.of("founded", 1815)));
        }
    }

    /** Fails if anything that users exchange does not get from one node to the other. */
    void exchangesAll() {
        for (Node node : List.of(a, b)) {
            findsWhatWasLeft(node);
        }
        oneWay(a, b);
        oneWay(b, a);
    }

    private void findsWhatWasLeft(Node node) {
        try (WireClient author = WireClient.hello(node, Map.of("name", "author", "token", token))) {
            assertThat(published(author.insist("publish", keyed)))
                    .as("the first position")
                    .isEqualTo(position);
            JsonObject topic = author.subscribe(channel).getJsonObject("state").getJsonObject("topic");
            assertThat(topic.getJsonObject("value")).isEqualTo(document.getJsonObject("value"));
            assertThat(topic.getInt("version")).isEqualTo(document.getInt("version"));
            await("resident is a member on " + node.name())
                    .atMost(Wire.BOUND)
                    .until(() -> isMember(author, channel, resident.user()));
        }
    }

    private static void oneWay(Node from, Node to) {
        String channel = fresh();
        try (WireClient bob = WireClient.hello(to, "Bob")) {
            bob.subscribe(channel, WITH_PRESENCE);
            try (WireClient ada = WireClient.hello(from, "Ada")) {
                ada.subscribe(channel, WITH_PRESENCE);
                bob.received().await("joined", line -> isAbout(line, "joined", ada.user()));
                assertThat(isMember(bob, channel, ada.user())).isTrue();
                messages(channel, ada, bob);
                retry(channel, ada, to);
                documents(channel, ada, bob);
            }
            bob.received().await("left", line -> line.getString("type").equals("left"));
        }
    }

    private static void messages(String channel, WireClient ada, WireClient bob) {
        String stored = ada.publish(channel, "stored");
        JsonObject message = bob.received().await("message", channel);
        assertThat(message.getString("position")).isEqualTo(stored);
        assertThat(message.getJsonObject("from").getString("user")).isEqualTo(ada.user());
        ada.insist("publish", Map.of("channel", channel, "name", "typing", "data", true, "keep", false));
        bob.received().await("transient", line -> line.getString("name", "").equals("typing"));
        ada.insist("send", Map.of("to", bob.user(), "name", "chat", "data", "private"));
        bob.received().await("message", "@" + bob.user());
        List<JsonObject> history = bob.insist("history", Map.of("channel", channel))
                .getJsonArray("messages")
                .getValuesAs(JsonObject.class);
        assertThat(history).containsExactly(message);
    }

    private static void retry(String channel, WireClient ada, Node to) {
        String key = UUID.randomUUID().toString();
        Map<String, Object> message = Map.of("channel", channel, "name", "chat", "data", "retried", "key", key);
        String first = published(ada.insist("publish", message));
        try (WireClient elsewhere = ada.again(to)) {
            assertThat(published(elsewhere.insist("publish", message))).isEqualTo(first);
        }
    }

    private static void documents(String channel, WireClient ada, WireClient bob) {
        int first = set(ada, channel, Map.of("value", "one", "version", 0)).getInt("version");
        bob.received().await("the document of the other node", line -> isVersion(line, first));
        int second = set(bob, channel, Map.of("value", "two", "version", first)).getInt("version");
        ada.received().await("the document of the other node", line -> isVersion(line, second));
        JsonObject stale = set(ada, channel, Map.of("value", "three", "version", first));
        assertThat(stale.getString("code")).isEqualTo("conflict");
        assertThat(stale.getJsonObject("current").getInt("version")).isEqualTo(second);
    }

    private static boolean isVersion(JsonObject line, int version) {
        return line.getString("type").equals("state") && line.getInt("version") == version;
    }

    private static boolean isAbout(JsonObject line, String type, String user) {
        return line.getString("type").equals(type)
                && line.getJsonObject("member").getString("user").equals(user);
    }

    private static boolean isMember(WireClient client, String channel, String user) {
        return client
                .insist("members", Map.of("channel", channel))
                .getJsonArray("members")
                .getValuesAs(JsonObject.class)
                .stream()
                .anyMatch(member -> member.getString("user").equals(user));
    }

    private static JsonObject set(WireClient client, String channel, Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.putAll(Map.of("channel", channel, "key", "topic"));
        return client.insist("set", all);
    }

    private static String published(JsonObject answer) {
        assertThat(answer.getString("type")).as("%s", answer).isEqualTo("published");
        return answer.getString("position");
    }

    private static String fresh() {
        return "pair-" + UUID.randomUUID();
    }

    @Override
    public void close() {
        resident.close();
    }
}
