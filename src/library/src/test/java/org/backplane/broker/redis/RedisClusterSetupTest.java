package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.FIRST;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Publications;
import org.backplane.config.Configuration;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.Test;

/** Tests the diagnosis of a Redis that is not what the settings say. */
class RedisClusterSetupTest {

    private static RedisBroker broker(String address) {
        return new RedisBroker(Configuration.of(Map.of("redis/host", address)), NodeIdentity.random("a"), task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void awaitClusterProblem(RedisBroker broker, String what) {
        eventually(
                "\"" + what + "\" is the problem",
                () -> String.valueOf(broker.status().details().get("cluster")).contains(what));
    }

    @Test
    void singleServerIsNoCluster() {
        try (RedisServer redis = RedisServer.start(RedisServer.preferred());
                RedisBroker broker = broker("redis-cluster://" + redis.address())) {
            awaitClusterProblem(broker, redis.address() + ": it is no node of a Redis Cluster");
        }
    }

    @Test
    void clusterBeforeRedis7IsTooOld() {
        try (RedisServer redis = RedisServer.start(Kind.EMBEDDED, "--cluster-enabled", "yes");
                RedisBroker broker = broker("redis-cluster://" + redis.address())) {
            awaitClusterProblem(broker, "has no sharded pub/sub; a Redis Cluster has to be 7.0 or newer");
        }
    }

    @Test
    void nodeOfAClusterIsNoSingleServer() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        try (RedisCluster redis = RedisCluster.start(3, 0);
                RedisBroker broker = broker(redis.server(2).address())) {
            assertThatThrownBy(() -> answer(broker.publish(Publications.of(FIRST, "1"))))
                    .isInstanceOf(BrokerUnavailableException.class)
                    .hasMessageContaining("set redis/host to redis-cluster://"
                            + redis.server(2).address());
        }
    }

    @Test
    void clusterThatComesLaterIsFound() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        try (RedisServer nobody = RedisServer.start(RedisServer.preferred());
                RedisCluster redis = RedisCluster.start(3, 0)) {
            nobody.kill();
            try (RedisBroker broker = broker("redis-cluster://" + nobody.address() + ","
                    + redis.server(1).address())) {
                eventually("it is found", () -> broker.status().available());
            }
        }
    }
}
