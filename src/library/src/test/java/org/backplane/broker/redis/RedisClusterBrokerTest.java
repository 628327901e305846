package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.broker.BrokerContract;
import org.backplane.broker.BrokerNodes;
import org.backplane.config.Configuration;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The contract over a Redis Cluster of three masters. */
@TestInstance(Lifecycle.PER_CLASS)
class RedisClusterBrokerTest extends BrokerContract {

    private final AtomicInteger clusters = new AtomicInteger();
    private RedisCluster redis;

    /** The server that each node of the Cluster runs. */
    Kind kind() {
        return Kind.SYSTEM;
    }

    @BeforeAll
    void startRedis() {
        assumeTrue(kind().isThereOrRequired(), "no Redis of kind " + kind());
        redis = RedisCluster.start(kind(), 3, 0);
    }

    @AfterAll
    void endRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    /** The settings that let nodes with a prefix of their own in, where they are not the defaults. */
    Map<String, String> access(RedisCluster to, String prefix) {
        return Map.of();
    }

    @Override
    protected BrokerNodes start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("redis/host", redis.address());
        String prefix = "t" + clusters.incrementAndGet();
        all.put("redis/prefix", prefix);
        all.putAll(access(redis, prefix));
        Configuration configuration = Configuration.of(all);
        return new BrokerNodes((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            long end = System.nanoTime() + time.toNanos();
            eventually("time passes", () -> System.nanoTime() - end >= 0);
        });
    }
}
