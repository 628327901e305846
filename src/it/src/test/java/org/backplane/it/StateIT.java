package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Wire;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** State documents are one on both servers, and their versions decide who was first. */
@Tag("hub")
@Tag("two-kinds")
@TwoServersTest
class StateIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void documentIsPushedToBothServersAndFoundByWhoComesLater() {
        String channel = Fresh.channel("topic");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            ada.subscribe(channel);
            bob.subscribe(channel);
            JsonObject set = set(ada, channel, Map.of("value", Map.of("text", "Analytical engines")));
            assertThat(set.getString("type")).isEqualTo("state");
            for (WireClient client : List.of(ada, bob)) {
                JsonObject push = client.received().await("state", channel);
                assertThat(push.getString("key")).isEqualTo("topic");
                assertThat(push.getInt("version")).isEqualTo(set.getInt("version"));
                assertThat(push.getJsonObject("value").getString("text")).isEqualTo("Analytical engines");
            }
            try (WireClient eve = WireClient.hello(servers.b(), "Eve")) {
                JsonObject topic = eve.subscribe(channel).getJsonObject("state").getJsonObject("topic");
                assertThat(topic.getInt("version")).isEqualTo(set.getInt("version"));
                assertThat(topic.getJsonObject("value")).isEqualTo(set.getJsonObject("value"));
            }
        }
    }

    @Test
    void writeWithAnOldVersionAnswersTheCurrentOne() {
        String channel = Fresh.channel("cas");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            int first = set(ada, channel, Map.of("value", "one", "version", 0)).getInt("version");
            int second =
                    set(bob, channel, Map.of("value", "two", "version", first)).getInt("version");
            assertThat(second).isGreaterThan(first);
            JsonObject stale = set(ada, channel, Map.of("value", "three", "version", first));
            assertThat(stale.getString("code")).isEqualTo("conflict");
            assertThat(stale.getJsonObject("current"))
                    .isEqualTo(Wire.object(Map.of("value", "two", "version", second)));
            JsonObject exists = set(ada, channel, Map.of("value", "three", "version", 0));
            assertThat(exists.getString("code")).isEqualTo("conflict");
        }
    }

    @Test
    void versionOfADeletedDocumentIsNeverUsedAgain() {
        String channel = Fresh.channel("delete");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient bob = WireClient.hello(servers.b(), "Bob")) {
            bob.subscribe(channel);
            int first = set(ada, channel, Map.of("value", 1)).getInt("version");
            set(ada, channel, Map.of("value", JsonValue.NULL, "version", first));
            JsonObject gone = bob.received().awaitAtLeast("state", channel, 2).get(1);
            assertThat(gone.isNull("value")).isTrue();
            int second = set(bob, channel, Map.of("value", 2, "version", 0)).getInt("version");
            assertThat(second).isGreaterThan(first);
        }
    }

    @Test
    void countersOfManyWritersOnBothServersAddUp() throws Exception {
        String channel = Fresh.channel("counter");
        int writers = 4;
        int each = 25;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (WireClient observer = WireClient.hello(servers.a(), "Observer")) {
            observer.subscribe(channel);
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                done.add(threads.submit(() -> count(channel, number, each)));
            }
            for (Future<?> writer : done) {
                writer.get(2 * Wire.BOUND.toSeconds(), TimeUnit.SECONDS);
            }
            List<JsonObject> pushes = observer.received().awaitAtLeast("state", channel, writers * each);
            assertThat(pushes.stream().map(push -> push.getInt("value")).toList())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo(writers * each);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Adds one, again and again, each time from the version that it has seen last. */
    private void count(String channel, int writer, int times) {
        try (WireClient client = WireClient.hello(servers.nodes().get(writer % 2), "Writer " + writer)) {
            int value = 0;
            int version = 0;
            for (int done = 0; done < times; ) {
                JsonObject answer = set(client, channel, Map.of("value", value + 1, "version", version));
                boolean written = answer.getString("type").equals("state");
                JsonObject current = written ? answer : answer.getJsonObject("current");
                value = current.getInt("value");
                version = current.getInt("version");
                done += written ? 1 : 0;
            }
        }
    }

    private static JsonObject set(WireClient client, String channel, Map<String, ?> change) {
        Map<String, Object> command = new java.util.HashMap<>(change);
        command.put("channel", channel);
        command.put("key", "topic");
        return client.ask("set", command);
    }
}
