package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.eventually;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;

/** A real Redis and the nodes that share it, gone with the test. */
public final class RedisBrokerNodes implements AutoCloseable {

    public static final ChannelName HOME = new ChannelName("home");

    private final RedisServer redis;
    private final Map<String, String> settings;
    private final BrokerNodes brokers;
    private final Deque<BrokerNodes> elsewhere = new ArrayDeque<>();

    /** @param settings names and values alternately, for settings that differ from the defaults */
    public RedisBrokerNodes(String... settings) {
        this(RedisServer.start(RedisServer.preferred()), settings);
    }

    /**
     * Nodes that share a Redis, which is ended with them.
     *
     * @param settings names and values alternately, for settings that differ from the defaults
     */
    RedisBrokerNodes(RedisServer redis, String... settings) {
        this.redis = redis;
        this.settings = new HashMap<>(Map.of("redis/host", redis.address()));
        for (int i = 0; i < settings.length; i += 2) {
            this.settings.put(settings[i], settings[i + 1]);
        }
        this.brokers = brokers(this.settings);
    }

    private static BrokerNodes brokers(Map<String, String> settings) {
        Configuration configuration = Configuration.of(settings);
        return new BrokerNodes((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            throw new UnsupportedOperationException("the time of Redis is its own");
        });
    }

    public RedisServer redis() {
        return redis;
    }

    public TestNode node(String name) {
        return brokers.node(name);
    }

    /** A node that reaches Redis by another way. */
    public TestNode nodeThrough(TcpProxy proxy, String name) {
        return nodeWith(Map.of("redis/host", proxy.address()), name);
    }

    /** A node that has some other settings. */
    public TestNode nodeWith(Map<String, String> others, String name) {
        Map<String, String> otherwise = new HashMap<>(settings);
        otherwise.putAll(others);
        elsewhere.push(brokers(otherwise));
        return elsewhere.element().node(name);
    }

    /** Waits until the node can write and hear again. */
    public static void awaitUp(TestNode node) {
        eventually(
                "the broker of " + node.identity().name() + " is available",
                () -> node.broker().status().available());
    }

    @Override
    public void close() {
        try (redis) {
            elsewhere.forEach(BrokerNodes::close);
            brokers.close();
        }
    }
}
