package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests a Redis that rejects writes: the node is unavailable, logs the cause once, and recovers by itself. */
@ParameterizedClass
@EnumSource
class RejectedWritesTest {

    private static final Duration LONGER_THAN_BETWEEN_PROBES = Duration.ofMillis(1_200);

    /** Links are tried again after up to two seconds. */
    private static final Duration LONGER_THAN_PAUSES = Duration.ofMillis(3_500);

    private final Kind kind;
    private RedisServer redis;
    private RejectedNode node;

    RejectedWritesTest(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() {
        assumeTrue(kind.isThereOrRequired(), "no Redis of kind " + kind);
        redis = RedisServer.start(kind);
        node = new RejectedNode(Map.of("redis/host", redis.address()));
        node.awaitWork();
    }

    @AfterEach
    void end() {
        if (node != null) {
            node.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void tooFewReplicas() {
        refusesAndRecovers(
                "NOREPLICAS",
                "min-replicas-to-write",
                server -> server.command("CONFIG", "SET", "min-replicas-to-write", "1"),
                server -> server.command("CONFIG", "SET", "min-replicas-to-write", "0"));
    }

    @Test
    void fullMemory() {
        refusesAndRecovers(
                "OOM",
                "maxmemory",
                server -> server.command("CONFIG", "SET", "maxmemory", "1"),
                server -> server.command("CONFIG", "SET", "maxmemory", "0"));
    }

    @Test
    void failedSave() {
        refusesAndRecovers("MISCONF", "disk", RedisServer::failToSave, RedisServer::saveAgain);
    }

    @Test
    void longScript() {
        refusesAndRecovers("BUSY", "SCRIPT KILL", RedisServer::runForEver, RedisServer::endScript);
    }

    @Test
    void replica() {
        try (RedisServer master = RedisServer.start(kind)) {
            refusesAndRecovers("READONLY", "master", server -> server.replicaOf(master), server -> {
                awaitOutageOf(LONGER_THAN_PAUSES);
                server.promote();
            });
        }
    }

    /** Though nobody publishes meanwhile, no probe may take the Redis for one that works. */
    private void awaitOutageOf(Duration time) {
        eventually("an outage of " + time, () -> node.outage().compareTo(time) > 0);
    }

    private void refusesAndRecovers(
            String word, String remedy, Consumer<RedisServer> breaks, Consumer<RedisServer> mends) {
        breaks.accept(redis);
        eventually("the public status has it", () -> node.publicProblem().startsWith(word + " "));
        node.awaitProblem(word);
        assertThat(node.attempt()).isFalse();
        awaitOutageOf(LONGER_THAN_BETWEEN_PROBES);
        assertThat(node.figures().refusals().ever()).containsKey(word);
        assertThat(node.publicProblem()).startsWith(word + " ").doesNotContain("script:", redis.address());

        mends.accept(redis);

        node.awaitWork();
        assertThat(node.outage()).isZero();
        assertThat(node.publicProblem()).isEmpty();
        assertThat(node.warnings())
                .filteredOn(line -> line.contains(word))
                .singleElement()
                .asString()
                .contains(remedy);
        assertThat(node.warnings()).noneMatch(line -> line.contains("refused a command"));
        eventually("the end is logged", () -> node.log().stream().anyMatch(line -> line.contains("is back after")));
    }
}
