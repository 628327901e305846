package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.Published;
import org.backplane.broker.TestNode;
import org.backplane.message.Position;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests restarts and failovers of Redis: subscribers are reset if and only if messages were lost. */
@ParameterizedClass
@EnumSource(names = {"SYSTEM", "EMBEDDED"})
class RedisFailoverTest {

    private final Kind kind;
    private final RedisServer first;
    private final RedisServer second;
    private final RedisBrokerNodes brokers;
    private final TestNode node;

    RedisFailoverTest(Kind kind) {
        assumeTrue(kind.isThereOrRequired(), "no Redis of kind " + kind);
        this.kind = kind;
        first = RedisServer.startPersistent(kind);
        second = RedisServer.start(kind);
        brokers = new RedisBrokerNodes(first);
        node = brokers.node("a");
    }

    @AfterEach
    void end() {
        brokers.close();
        second.close();
    }

    @Test
    void restartWithItsDataResetsNobodyAndGoesOn() {
        node.publish(HOME, 5);
        Position before = node.top(HOME);
        TestNode.Listening listening = node.listen(HOME);

        first.restart();
        RedisBrokerNodes.awaitUp(node);
        Position after = publish("1").position();

        assertThat(after.offset()).isEqualTo(6);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        listening.listener().awaitMessages(1);
        assertThat(listening.listener().messages())
                .extracting(m -> m.position())
                .containsExactly(after);
        assertThat(listening.listener().resets()).isEmpty();
        assertThat(node.recover(HOME, before).recovered()).isTrue();
    }

    @Test
    void replicaThatHadEverythingResetsNobody() {
        node.publish(HOME, 5);
        Position before = node.top(HOME);
        second.replicaOf(first);

        RedisServer promoted = second;
        promoted.promote();
        try (RedisBrokerNodes after = new RedisBrokerNodes(promoted)) {
            TestNode other = after.node("b");
            assertThat(other.publish(Publications.of(HOME, "1")).position().offset())
                    .isEqualTo(6);
            assertThat(other.recover(HOME, before).recovered()).isTrue();
            assertThat(other.recover(HOME, before).messages()).hasSize(1);
        }
    }

    /** The documented procedure: the master ends, its replica is promoted, and the host name is changed to it. */
    @Test
    void nodesFollowAReplicaThatIsPromotedByHand() {
        try (TcpProxy name = TcpProxy.to(first.port())) {
            TestNode far = brokers.nodeThrough(name, "far");
            TestNode.Listening listening = far.listen(HOME);
            far.publish(HOME, 5);
            Position before = far.top(HOME);
            second.replicaOf(first);

            first.kill();
            second.promote();
            name.target(second.port());
            eventually("publishing works again", () -> !isRefused(far));

            listening.listener().awaitMessages(6);
            assertThat(listening.listener().resets()).isEmpty();
            assertThat(far.recover(HOME, before).messages()).hasSize(1);
        }
    }

    /** The master becomes a replica of one with fewer messages, then the master again: its run_id does not change. */
    @Test
    void masterThatTookOverALostTailAndIsMasterAgainIsNotTrusted() {
        TestNode.Listening listening = node.listen(HOME);
        for (int i = 1; i <= 7; i++) {
            publish(Integer.toString(i));
        }
        Position kept = node.top(HOME);
        second.replicaOf(first);
        second.promote();
        for (int i = 8; i <= 10; i++) {
            publish(Integer.toString(i));
        }
        Position lost = node.top(HOME);
        listening.listener().awaitMessages(10);

        first.replicaOf(second);
        first.promote();
        RedisBrokerNodes.awaitUp(node);
        Position next = publish("\"after\"").position();

        assertThat(next.offset()).isEqualTo(8);
        assertThat(next.epoch()).isNotEqualTo(lost.epoch());
        eventually("a reset", () -> listening.listener().resets().size() == 1);
        assertThat(node.recover(HOME, lost).recovered()).isFalse();
        assertThat(node.recover(HOME, kept).recovered()).isTrue();
    }

    @Test
    void masterThatHasBecomeAReplicaIsUnavailableUntilItIsMasterAgain() {
        TestNode.Listening listening = node.listen(HOME);
        publish("1");
        first.replicaOf(second);

        eventually("known to be a replica", () -> node.broker().status().problem().stream()
                .anyMatch(problem -> problem.startsWith("READONLY ")));
        assertThat(node.broker().status().available()).isFalse();
        assertThat(isRefused()).isTrue();
        first.promote();
        RedisBrokerNodes.awaitUp(node);
        eventually("publishing works again", () -> !isRefused());

        eventually("a reset", () -> !listening.listener().resets().isEmpty());
    }

    @Test
    void silentNetworkFaultIsDetectedAndRepeatedMessagesAreStoredOnce() {
        try (TcpProxy proxy = TcpProxy.to(first.port());
                RedisBrokerNodes through =
                        new RedisBrokerNodes(RedisServer.start(kind), "redis/host", proxy.address())) {
            TestNode far = through.node("far");
            TestNode.Listening there = far.listen(HOME);
            TestNode.Listening here = node.listen(HOME);
            List<Published> before = far.publish(HOME, 3);

            proxy.blackHole();
            eventually("a rejection", () -> isRefused(far));
            node.publish(HOME, 4);
            proxy.heal();
            RedisBrokerNodes.awaitUp(far);
            far.publish(Publications.keyed(HOME, "ada", "key", "1"));
            far.publish(HOME, 2);

            assertThat(before).hasSize(3);
            there.awaitClean(10);
            here.awaitClean(10);
        }
    }

    private Published publish(String data) {
        return node.publish(Publications.of(HOME, data));
    }

    private boolean isRefused() {
        return isRefused(node);
    }

    private static boolean isRefused(TestNode by) {
        try {
            by.publish(Publications.keyed(HOME, "ada", "key", "1"));
            return false;
        } catch (BrokerUnavailableException refused) {
            return true;
        }
    }
}
