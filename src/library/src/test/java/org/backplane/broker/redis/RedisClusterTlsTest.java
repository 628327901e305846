package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.FIRST;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.SECOND;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.THIRD;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.publishSurely;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.test.Authority;
import org.backplane.test.Authority.Pem;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Tests a Redis Cluster with TLS and certificates of a private authority. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class RedisClusterTlsTest {

    private final Authority authority = new Authority();
    private final Pem good = authority.issue("redis", "ip:127.0.0.1");
    private final Pem elsewhere = authority.issue("elsewhere", "dns:redis.elsewhere.example");
    private final JavaStores stores = new JavaStores();
    private RedisCluster redis;

    @BeforeAll
    void start() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        redis = RedisCluster.startTls(3, authority, good);
        stores.trust(authority.trustStore());
    }

    @AfterAll
    void end() {
        stores.close();
        if (redis != null) {
            redis.close();
        }
        authority.close();
    }

    @Test
    void nodesTalkOverEveryMaster() {
        try (BrokerNodes nodes = nodes()) {
            TestNode a = nodes.node("a");
            TestNode b = nodes.node("b");
            for (ChannelName channel : List.of(FIRST, SECOND, THIRD)) {
                TestNode.Listening there = b.listen(channel);
                a.publish(channel, 3);
                there.awaitClean(3);
            }
            assertThat(a.broker().status().details()).containsEntry("cluster", "up");
        }
    }

    @Test
    void masterWithACertificateForAnotherHostGetsNothing() {
        RedisServer impostor = redis.masterOf(SECOND.value());
        TlsRedis.show(impostor, elsewhere);
        try (BrokerNodes nodes = nodes()) {
            TestNode node = nodes.start("a");
            publishSurely(node, FIRST, 1);
            assertThatThrownBy(() -> node.publish(Publications.of(SECOND, "1")))
                    .isInstanceOf(BrokerUnavailableException.class);
            assertThat(node.broker().status().available()).isFalse();

            TlsRedis.show(impostor, good);
            publishSurely(node, SECOND, 2);
        } finally {
            TlsRedis.show(impostor, good);
        }
    }

    @Test
    void clusterWithACertificateForAnotherHostIsRejectedWithTheReason() {
        try {
            showAll(elsewhere);
            try (RejectedNode node = new RejectedNode(Map.of("redis/host", redis.address()))) {
                eventually("the reason is logged", () -> node.warnings().stream()
                        .anyMatch(line -> line.contains("its certificate is not for the host that redis/host names")));
                assertThat(node.attempt()).isFalse();

                showAll(good);
                node.awaitWork();
            }
        } finally {
            showAll(good);
        }
    }

    private void showAll(Pem pem) {
        for (int i = 0; i < 3; i++) {
            TlsRedis.show(redis.server(i), pem);
        }
    }

    private BrokerNodes nodes() {
        Configuration configuration = Configuration.of(Map.of("redis/host", redis.address()));
        return new BrokerNodes((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            throw new UnsupportedOperationException("the time of Redis is its own");
        });
    }
}
