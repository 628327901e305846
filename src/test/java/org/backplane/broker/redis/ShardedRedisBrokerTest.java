package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.broker.BrokerCluster;
import org.backplane.broker.BrokerContract;
import org.backplane.config.Configuration;
import org.backplane.test.RedisShards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The contract over a Redis Cluster of three masters. */
@TestInstance(Lifecycle.PER_CLASS)
class ShardedRedisBrokerTest extends BrokerContract {

    private final AtomicInteger clusters = new AtomicInteger();
    private RedisShards redis;

    @BeforeAll
    void startRedis() {
        assumeTrue(RedisShards.areThereOrRequired(), "no redis-server on the PATH");
        redis = RedisShards.start(3, 0);
    }

    @AfterAll
    void endRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    protected BrokerCluster start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("redis/host", redis.address());
        all.put("redis/prefix", "t" + clusters.incrementAndGet());
        Configuration configuration = Configuration.of(all);
        return new BrokerCluster((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            long end = System.nanoTime() + time.toNanos();
            eventually("time passes", () -> System.nanoTime() - end >= 0);
        });
    }
}
