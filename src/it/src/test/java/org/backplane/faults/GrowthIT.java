package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.backplane.it.wire.Await;
import org.backplane.it.wire.Http;
import org.junit.jupiter.api.Test;

/** Thousands of channels, users and keys that come and go, their ages cut short: nothing of them stays. */
@FaultTest
class GrowthIT {

    private static final int USERS = 100;
    private static final int CHANNELS_EACH = 20;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final Map<String, String> SHORT = Map.of(
            "redis.prefix", "growth",
            "history.age", "PT1S",
            "channel.age", "PT4S",
            "publish.key-age", "PT2S",
            "presence.grace", "PT0.2S",
            // All users come within a minute, and begin more channels than may begin in one.
            "channels.created-per-minute", "10000");

    private final FaultServers servers;

    GrowthIT(FaultServers servers) {
        this.servers = servers;
    }

    @Test
    void closedConnectionsAndChannelsLeaveNoMemoryBehind() {
        RedisContent redis = new RedisContent(servers.redis());
        try (NodeProcess node = servers.node("growth", "512m", SHORT)) {
            node.start();
            node.awaitReady();
            comeAndGo(node, "warm", 5);
            int threads = threads(node);

            comeAndGo(node, "user", USERS);

            assertThat(redis.keys("growth:")).hasSizeGreaterThan(USERS * CHANNELS_EACH);
            await("the hub is empty").atMost(BOUND).until(() -> isEmpty(node));
            await("only what has an end, or the node, is in Redis")
                    .atMost(BOUND)
                    .until(() -> ownedByNobody(redis.keysWithoutEnd("growth:"), node), List::isEmpty);
            await("what has an end has ended").atMost(BOUND).until(() -> beyondBatches(redis, node), List::isEmpty);
            await("threads are back").atMost(BOUND).until(() -> threads(node) <= threads + 10);
        }
    }

    private static void comeAndGo(NodeProcess node, String start, int users) {
        for (int user = 0; user < users; user++) {
            try (ImpatientClient client = new ImpatientClient(node.node())) {
                List<CompletableFuture<JsonObject>> answers = new ArrayList<>();
                for (int i = 0; i < CHANNELS_EACH; i++) {
                    String channel = start + "-" + user + "-" + i;
                    answers.add(client.insist("subscribe", Map.of("channel", channel, "presence", true)));
                    answers.add(client.insist(
                            "publish", Map.of("channel", channel, "name", "chat", "data", i, "key", "k" + i)));
                    answers.add(client.insist("set", Map.of("channel", channel, "key", "topic", "value", i)));
                }
                answers.forEach(
                        answer -> assertThat(Await.done(answer, "answer").getString("type"))
                                .isNotEqualTo("error"));
            }
        }
    }

    private static boolean isEmpty(NodeProcess node) {
        JsonObject now = node.statusReport().getJsonObject("hub").getJsonObject("now");
        return now.getInt("connections") == 0
                && now.getInt("users") == 0
                && now.getInt("channels") == 0
                && now.getInt("queueBytes") == 0;
    }

    private static List<String> ownedByNobody(List<String> keys, NodeProcess node) {
        return keys.stream()
                .filter(key -> !key.contains(node.id()) && !key.equals("growth:{nodes}:live"))
                .toList();
    }

    /** What is left but the node itself and its last batches, which live for five minutes. */
    private static List<String> beyondBatches(RedisContent redis, NodeProcess node) {
        return redis.keys("growth:").stream()
                .filter(key -> !key.contains(":w:") && !key.contains(node.id()) && !key.startsWith("growth:{nodes}"))
                .toList();
    }

    private static int threads(NodeProcess node) {
        return (int) Http.get(node.node().probe("threads")).body().lines().count();
    }
}
