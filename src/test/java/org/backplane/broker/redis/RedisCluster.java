package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;

import java.util.HashMap;
import java.util.Map;
import org.backplane.broker.BrokerCluster;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.test.RedisServer;

/** A real Redis and the nodes that share it, gone with the test. */
final class RedisCluster implements AutoCloseable {

    static final ChannelName HOME = new ChannelName("home");

    private final RedisServer redis;
    private final BrokerCluster cluster;

    /** @param settings names and values in turn, where they are not the defaults */
    RedisCluster(String... settings) {
        this.redis = RedisServer.start(
                RedisServer.Kind.SYSTEM.isThereOrRequired() ? RedisServer.Kind.SYSTEM : RedisServer.Kind.EMBEDDED);
        Map<String, String> values = new HashMap<>(Map.of("redis/host", redis.address()));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        Configuration configuration = Configuration.of(values);
        this.cluster = new BrokerCluster((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            throw new UnsupportedOperationException("the time of Redis is its own");
        });
    }

    RedisServer redis() {
        return redis;
    }

    TestNode node(String name) {
        return cluster.node(name);
    }

    /** Waits until the node can write and hear again. */
    static void awaitUp(TestNode node) {
        eventually(
                "the broker of " + node.identity().name() + " is available",
                () -> node.broker().status().available());
    }

    @Override
    public void close() {
        try (redis) {
            cluster.close();
        }
    }
}
