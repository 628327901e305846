package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.FIRST;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.SECOND;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.THIRD;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.backplane.broker.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests many members of channels on several servers of a Redis Cluster. */
@Timeout(120)
class RedisClusterCrowdTest {

    private static final List<ChannelName> ALL = List.of(FIRST, SECOND, THIRD);
    private static final int CROWD = 500;
    private static final int FEW = CROWD / 4;

    private RedisClusterBrokerNodes brokers;

    @BeforeEach
    void start() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        brokers = new RedisClusterBrokerNodes(0, "presence/limit", "5000");
    }

    @AfterEach
    void end() {
        if (brokers != null) {
            brokers.close();
        }
    }

    @Test
    void joinsOnEachServerTakeFewCalls() {
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        List<TestNode.Listening> there = ALL.stream().map(b::listen).toList();
        List<RedisServer> servers = ALL.stream()
                .map(channel -> brokers.redis().masterOf(channel.value()))
                .toList();
        List<Long> before =
                servers.stream().map(s -> RedisCrowdTest.calls(s, "evalsha")).toList();

        List<CompletionStage<Void>> outcomes = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            String user = "u" + i;
            ALL.forEach(channel -> outcomes.add(a.broker().join(channel, a.presence(user, 1))));
        }
        outcomes.forEach(outcome -> answer(outcome));

        for (int i = 0; i < ALL.size(); i++) {
            there.get(i).listener().awaitPresences(CROWD);
            assertThat(there.get(i).listener().presences())
                    .extracting(change -> change.presence().user().value())
                    .doesNotHaveDuplicates()
                    .hasSize(CROWD);
            assertThat(RedisCrowdTest.calls(servers.get(i), "evalsha") - before.get(i))
                    .isLessThan(FEW);
            assertThat(b.snapshot(ALL.get(i)).count()).isEqualTo(CROWD);
        }
    }
}
