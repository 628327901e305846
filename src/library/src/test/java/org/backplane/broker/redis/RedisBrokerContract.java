package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.broker.BrokerContract;
import org.backplane.broker.BrokerNodes;
import org.backplane.config.Configuration;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The contract over one kind of Redis; each test has a prefix of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RedisBrokerContract extends BrokerContract {

    private final Kind kind;
    private final AtomicInteger clusters = new AtomicInteger();
    private RedisServer redis;

    RedisBrokerContract(Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void startRedis() {
        assumeTrue(kind.isThereOrRequired(), "no Redis of kind " + kind);
        redis = startRedis(kind);
    }

    /** Starts the Redis of all tests. */
    RedisServer startRedis(Kind of) {
        return RedisServer.start(of);
    }

    /** The settings that let nodes with a prefix of their own in, where they are not the defaults. */
    Map<String, String> access(RedisServer to, String prefix) {
        return Map.of();
    }

    @AfterAll
    void endRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    protected BrokerNodes start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("redis/host", redis.address());
        String prefix = "t" + clusters.incrementAndGet();
        all.put("redis/prefix", prefix);
        all.putAll(access(redis, prefix));
        Configuration configuration = Configuration.of(all);
        return new BrokerNodes(
                (node, threads) -> new RedisBroker(configuration, node, threads), RedisBrokerContract::letPass);
    }

    /** The time of Redis cannot be set. */
    private static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        eventually("time passes", () -> System.nanoTime() - end >= 0);
    }
}
