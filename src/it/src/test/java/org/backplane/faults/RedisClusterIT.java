package org.backplane.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers that share a Redis Cluster, and what its failovers and moved slots cost those who talk: nothing. */
@Tag("faults")
class RedisClusterIT {

    private static final int MASTERS = 3;
    private static final int CHANNELS = 24;

    private static NodeProcess node(String name, RedisCluster redis) {
        Map<String, String> settings = Map.of("redis.host", redis.address(), "status.open", "true");
        TcpProxy unused = TcpProxy.to(redis.server(0).port());
        return new NodeProcess(name, "384m", settings, unused);
    }

    @Test
    void masterThatIsFailedOverAndSlotsThatMoveCostNothing() {
        assumeTrue(AppServer.current().label().equals("payara-micro"), "one kind of server will do");
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        try (RedisCluster redis = RedisCluster.start(MASTERS, MASTERS);
                NodeProcess a = node("sharded-a", redis);
                NodeProcess b = node("sharded-b", redis)) {
            a.start();
            b.start();
            a.awaitReady();
            b.awaitReady();
            try (Conversation conversation = new Conversation(List.of(a.node(), b.node()), CHANNELS)) {
                assertThat(mastersOf(conversation.channels(), redis)).hasSize(MASTERS);

                redis.failOver(redis.server(MASTERS));
                conversation.goesOn();
                conversation.channels().stream().limit(2).forEach(channel -> moveAway(channel, redis));
                conversation.goesOn();

                Verdict verdict = conversation.endsClean();
                assertThat(verdict.resets()).as("resets").isZero();
                assertThat(conversation.reconnections()).as("reconnections").isZero();
            }
        }
    }

    private static void moveAway(String channel, RedisCluster redis) {
        boolean isOnSecond = redis.masterOf(channel) == redis.server(1);
        redis.move(channel, redis.server(isOnSecond ? 2 : 1));
    }

    private static List<String> mastersOf(List<String> channels, RedisCluster redis) {
        return channels.stream()
                .map(redis::masterOf)
                .map(RedisServer::address)
                .distinct()
                .toList();
    }
}
