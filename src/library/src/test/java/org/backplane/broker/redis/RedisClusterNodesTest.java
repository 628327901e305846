package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.FIRST;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.SECOND;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.THIRD;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Presence;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests nodes on a Redis Cluster: members and leases on several servers, and their status. */
@Timeout(120)
class RedisClusterNodesTest {

    private static final List<ChannelName> ALL = List.of(FIRST, SECOND, THIRD);

    private RedisClusterBrokerNodes brokers;
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void start() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        brokers = new RedisClusterBrokerNodes(0);
        a = brokers.node("a");
        b = brokers.node("b");
    }

    @AfterEach
    void end() {
        if (brokers != null) {
            brokers.close();
        }
    }

    private Map<String, String> details() {
        return a.broker().status().details();
    }

    @Test
    void serverThatStandsStillHarmsNoChannelOfAnother() {
        List<TestNode.Listening> there = ALL.stream().map(b::listen).toList();
        ALL.forEach(channel -> a.publish(channel, 10));
        RedisServer stalled = brokers.redis().server(0);
        String line = "server " + stalled.address();
        assertThat(details().get(line)).isEqualTo("commands up, subscriptions up, reads up");

        stalled.stall();
        try {
            assertThatThrownBy(() -> a.publish(Publications.of(FIRST, "11")))
                    .isInstanceOf(BrokerUnavailableException.class);
            a.publish(SECOND, 100);
            a.publish(THIRD, 100);
            there.get(1).awaitClean(110);
            there.get(2).awaitClean(110);
            eventually("it is known to be down", () -> String.valueOf(details().get(line))
                    .contains("commands down"));
            assertThat(a.broker().status().available()).isFalse();
        } finally {
            stalled.resume();
        }

        eventually("the broker is available", () -> a.broker().status().available());
        a.publish(FIRST, 5);
        eventually(
                "the message is delivered",
                () -> there.get(0).listener().messages().size() >= 15);
        assertThat(there.get(0).listener().resets()).isEmpty();
    }

    @Test
    void nodeThatIsGoneLeavesNobodyOnAnyServer() {
        ALL.forEach(channel -> a.join(channel, "ada", 1));
        ALL.forEach(channel -> {
            RedisServer server = brokers.redis().masterOf(channel.value());
            String members = "backplane:{" + channel + "}:members";
            String shown = server.command("HGET", members, a.identity().id() + "/ada");
            server.command("HSET", members, "gone/eve", shown);
            server.command("HSET", "backplane:{" + channel + "}:users", "eve", "1");
            brokers.redis().server(1).command("SADD", "backplane:{nodes}:gone:channels", channel.value());
        });
        assertThat(a.snapshot(FIRST).count()).isEqualTo(2);

        brokers.redis().server(1).command("ZADD", "backplane:{nodes}:live", "1", "gone");

        eventually("its members have left", () -> ALL.stream()
                .allMatch(channel -> a.snapshot(channel).count() == 1));
        eventually("its lease is removed", () -> brokers.redis()
                .server(1)
                .command("EXISTS", "backplane:{nodes}:gone:channels", "backplane:{nodes}:dead")
                .equals("0"));
    }

    @Test
    void closedNodeRemovesItsUsersFromAllServers() {
        ALL.forEach(channel -> b.join(channel, "bob", 1));
        ALL.forEach(channel -> assertThat(a.snapshot(channel).count()).isEqualTo(1));

        b.broker().close();

        ALL.forEach(channel -> assertThat(a.snapshot(channel).count()).isZero());
        assertThat(brokers.redis()
                        .server(1)
                        .command("EXISTS", "backplane:{nodes}:" + b.identity().id() + ":channels"))
                .isEqualTo("0");
    }

    /** The leases are on the second server, so no node can reap this one. It may start another lease meanwhile. */
    @Test
    void userEntersAChannelOnlyWhenItIsRecordedUnderTheLeaseOfTheNode() {
        RedisServer ofLeases = brokers.redis().server(1);
        Presence ada = a.presence("ada", 1);
        ofLeases.stall();
        try {
            assertThatThrownBy(() -> answer(a.broker().join(FIRST, ada)))
                    .isInstanceOf(BrokerUnavailableException.class);
            assertThat(a.snapshot(FIRST).count()).isZero();
        } finally {
            ofLeases.resume();
        }

        eventually("the member is there", () -> a.snapshot(FIRST).count() == 1);
        String records = ofLeases.command("KEYS", "backplane:{nodes}:*:channels");
        assertThat(records.substring(1, records.length() - 1).split(", "))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(ofLeases.command("SMEMBERS", key)).isEqualTo("[" + FIRST + "]"));
    }

    @Test
    void nothingIsPublishedToServersThatDoNotNeedIt() {
        TestNode.Listening there = b.listen(FIRST);
        a.publish(FIRST, 10);
        there.awaitClean(10);

        assertThat(brokers.redis().server(0).command("PUBSUB", "SHARDCHANNELS")).isEqualTo("[backplane:{room-2}]");
        for (int i = 0; i < 3; i++) {
            assertThat(brokers.redis().server(i).command("PUBSUB", "CHANNELS")).isEqualTo("[]");
        }
    }
}
