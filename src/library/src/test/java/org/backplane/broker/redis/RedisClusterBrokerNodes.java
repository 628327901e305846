package org.backplane.broker.redis;

import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.util.HashMap;
import java.util.Map;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.test.RedisCluster;

/** A real Redis Cluster and the nodes that share it; both end with the test. */
final class RedisClusterBrokerNodes implements AutoCloseable {

    /** A channel of the first master. */
    static final ChannelName FIRST = new ChannelName("room-2");

    /** A channel of the second master, which also has the keys that belong to no channel. */
    static final ChannelName SECOND = new ChannelName("home");

    /** A channel of the third master. */
    static final ChannelName THIRD = new ChannelName("room-1");

    private final RedisCluster redis;
    private final BrokerNodes nodes;

    /**
     * Starts three masters.
     *
     * @param replicas how many of them have a replica
     * @param settings names and values alternately, for settings that differ from the defaults
     */
    RedisClusterBrokerNodes(int replicas, String... settings) {
        this.redis = RedisCluster.start(3, replicas);
        Map<String, String> all = new HashMap<>(Map.of("redis/host", redis.address(), "history/size", "10000"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        Configuration configuration = Configuration.of(all);
        this.nodes = new BrokerNodes((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            throw new UnsupportedOperationException("the time of Redis is its own");
        });
    }

    RedisCluster redis() {
        return redis;
    }

    TestNode node(String name) {
        return nodes.node(name);
    }

    /** Publishes a message, with its key, until it is acknowledged. */
    static void publishSurely(TestNode node, ChannelName channel, int number) {
        eventually("an acknowledgement of " + number, () -> {
            try {
                answer(node.broker().publish(Publications.keyed(channel, "ada", "key-" + number, "" + number)));
                return true;
            } catch (BrokerUnavailableException again) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        try (redis) {
            nodes.close();
        }
    }
}
