package org.backplane.broker.redis.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.backplane.broker.redis.RejectedNode;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The version of a server and its eviction policy, which is logged once. */
class ServerFactsTest {

    @ParameterizedTest
    @CsvSource({"EMBEDDED, Redis 6.2.", "REDIS_8, Redis 8.", "VALKEY_8, Valkey 8."})
    void versionIsInTheStatus(Kind kind, String version) {
        assumeTrue(kind.isThereOrRequired(), "no Redis of kind " + kind);
        try (RedisServer redis = RedisServer.start(kind);
                RejectedNode node = new RejectedNode(Map.of("redis/host", redis.address()))) {
            eventually(
                    "the version is known",
                    () -> node.details().getOrDefault("version", "").startsWith(version));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100mb, allkeys-lru, allkeys-lru, 1",
        "100mb, volatile-ttl, volatile-ttl, 1",
        "100mb, noeviction, noeviction, 0",
        "0, allkeys-lru, noeviction, 0"
    })
    void evictionIsLoggedOnce(String limit, String policy, String shown, int warnings) {
        try (RedisServer redis =
                        RedisServer.start(RedisServer.preferred(), "--maxmemory", limit, "--maxmemory-policy", policy);
                RejectedNode node = new RejectedNode(Map.of("redis/host", redis.address()))) {
            node.awaitWork();
            eventually("it is known", () -> shown.equals(node.details().get("eviction")));

            String before = node.details().getOrDefault("commandRestarts", "");
            redis.cutClients();
            eventually(
                    "the link is another one",
                    () -> !before.equals(node.details().getOrDefault("commandRestarts", "")));
            String questions = infoCalls(redis);
            eventually("it was requested again", () -> !questions.equals(infoCalls(redis)));
            node.awaitWork();

            assertThat(node.warnings())
                    .filteredOn(line -> line.contains("maxmemory-policy " + policy))
                    .hasSize(warnings);
        }
    }

    private static String infoCalls(RedisServer redis) {
        return redis.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_info:"))
                .findFirst()
                .orElse("");
    }
}
