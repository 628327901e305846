package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.Publications;
import org.backplane.broker.Published;
import org.backplane.broker.Tally;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.backplane.test.RedisSentinel;
import org.backplane.test.RedisServer;
import org.backplane.test.RedisServer.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests failovers by Sentinel under traffic: messages that Redis kept are delivered once, and a loss causes a reset. */
@ParameterizedClass
@EnumSource(names = {"SYSTEM", "EMBEDDED"})
class RedisSentinelTest {

    private static final int BATCH = 300;

    private final SentinelGroup group;
    private final BrokerNodes brokers;
    private final TestNode a;
    private final TestNode b;
    private final AtomicInteger said = new AtomicInteger();

    RedisSentinelTest(Kind kind) {
        assumeTrue(kind.isThereOrRequired(), "no Redis of kind " + kind);
        group = new SentinelGroup(kind);
        brokers = brokers(group);
        a = brokers.node("a");
        b = brokers.node("b");
    }

    private static BrokerNodes brokers(SentinelGroup group) {
        Configuration configuration = Configuration.of(settings(group.address()));
        return new BrokerNodes((node, threads) -> new RedisBroker(configuration, node, threads), time -> {
            throw new UnsupportedOperationException("the time of Redis is its own");
        });
    }

    private static Map<String, String> settings(String address) {
        return Map.of(
                "redis/host",
                address,
                "redis/username",
                AclFile.USER,
                "redis/password",
                AclFile.PASSWORD,
                "history/size",
                "100000");
    }

    @AfterEach
    void end() {
        try (group) {
            brokers.close();
        }
    }

    @Test
    void killedMasterWithUpToDateReplicasLosesDuplicatesAndReordersNothing() {
        TestNode.Listening here = a.listen(HOME);
        TestNode.Listening there = b.listen(HOME);
        say(BATCH);
        group.awaitReplicas();
        RedisServer killed = group.master();

        killed.kill();
        CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> say(BATCH));
        group.failOver();
        talk.join();

        assertThat(group.master()).isNotSameAs(killed);
        assertCleanAcrossTwoEpochs(here);
        assertCleanAcrossTwoEpochs(there);
    }

    @Test
    void failoverUnderTrafficLosesNothingThatRedisKept() {
        Position start = a.top(HOME);
        TestNode.Listening here = a.listen(HOME);
        TestNode.Listening there = b.listen(HOME);
        AtomicBoolean enough = new AtomicBoolean();
        Set<Position> acknowledged = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                acknowledged.add(saySomething());
            }
        });
        eventually("there is traffic", () -> acknowledged.size() > BATCH);

        group.failOver();
        int atFailover = acknowledged.size();
        eventually("publishing continues", () -> acknowledged.size() > atFailover + BATCH);
        enough.set(true);
        talk.join();

        List<StoredMessage> kept = b.recoverAll(HOME, start, 1 << 20);
        assertAllDeliveredInOrder(here, kept, acknowledged);
        assertAllDeliveredInOrder(there, kept, acknowledged);
    }

    @Test
    void masterIsFollowedBeforeItsReplicasHaveFollowedIt() {
        RedisSentinel maker = group.beginFailOver();
        Map<String, String> settings = settings("redis-sentinel://" + maker.address() + "/#" + RedisSentinel.MASTER);
        try (RejectedNode node = new RejectedNode(settings)) {
            node.awaitWork();

            assertThat(connections(group.master())).isPositive();
            assertThat(maker.isFailingOver()).isTrue();
        }
    }

    @Test
    void masterThatSentinelsReplacedIsLeftThoughItStillResponds() {
        RedisServer former = group.master();
        TestNode.Listening here = a.listen(HOME);
        say(10);
        group.awaitReplicas();
        eventually("connected to it", () -> connections(former) > 0);

        group.nameAnother();

        eventually("all nodes are connected to the other one", () -> connections(group.master()) >= 4);
        say(10);
        here.listener().awaitMessages(20);
        assertThat(connections(former)).isZero();
        assertThat(former.command("HGET", "backplane:{home}:meta", "top")).isEqualTo("10");
        assertThat(group.master().command("HGET", "backplane:{home}:meta", "top"))
                .isEqualTo("20");
    }

    @Test
    void oneSentinelOfThreeIsEnough() {
        group.sentinels().get(0).kill();
        group.sentinels().get(1).kill();
        try (RejectedNode node = new RejectedNode(settings(group.address()))) {
            node.awaitWork();

            assertThat(node.warnings()).isEmpty();
        }
    }

    @Test
    void sentinelsThatCannotBeReachedOrDoNotKnowTheMasterAreNamed() {
        RedisSentinel dead = group.sentinels().get(0);
        dead.kill();
        String address = group.address().replace("#" + RedisSentinel.MASTER, "#another");
        try (RejectedNode node = new RejectedNode(settings(address))) {
            node.awaitProblem(
                    "no sentinel tells where the master another is (" + dead.address() + ": Connection refused; "
                            + group.sentinels().get(1).address() + ": ERR No such master with that name; ");
            assertThat(node.warnings()).hasSize(1);
        }
    }

    @Test
    void replicaThatSentinelsCallAMasterIsNotUsed() {
        group.callAReplicaMaster("copy");
        String address = group.address().replace("#" + RedisSentinel.MASTER, "#copy");
        try (RejectedNode node = new RejectedNode(settings(address))) {
            node.awaitProblem("it is a replica now");
        }
    }

    @Test
    void sentinelThatWantsAPasswordGetsThatOfRedis() {
        group.sentinels().forEach(sentinel -> new AclFile("sentinels-acl.redis").runOn(sentinel::command));

        assertNodeWorksWithoutDefaultUserOfSentinels();
    }

    @Test
    void sentinelThatDoesNotPermitTheAddressQueryReturnsTheMasterItKnows() {
        group.sentinels().forEach(sentinel -> new AclFile("sentinels-acl.redis")
                .runWithout("+sentinel|get-master-addr-by-name", sentinel::command));

        assertNodeWorksWithoutDefaultUserOfSentinels();
    }

    private void assertNodeWorksWithoutDefaultUserOfSentinels() {
        group.sentinels().forEach(sentinel -> sentinel.command("ACL", "SETUSER", "default", "off"));
        try (RejectedNode node = new RejectedNode(settings(group.address()))) {
            node.awaitWork();
        }
    }

    /** Each master starts a new epoch of the channel. */
    private void assertCleanAcrossTwoEpochs(TestNode.Listening listening) {
        eventually("all messages", () -> listening.listener().messages().size() >= 2 * BATCH, () -> state(listening));
        assertThat(listening.listener().tally(listening.start().position()))
                .isEqualTo(new Tally(2 * BATCH, 0, 0, 0, BATCH));
        assertThat(listening.listener().resets()).isEmpty();
    }

    private String state(TestNode.Listening listening) {
        return listening.listener() + "\na: " + a.broker().status() + "\nb: "
                + b.broker().status() + "\n" + group;
    }

    private static long connections(RedisServer server) {
        return server.command("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains(" user=" + AclFile.USER))
                .count();
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            saySomething();
        }
    }

    /** Publishes with the same key until it is acknowledged. */
    private Position saySomething() {
        int number = said.incrementAndGet();
        TestNode by = number % 2 == 0 ? a : b;
        while (true) {
            Optional<Published> stored = attempt(by, number);
            if (stored.isPresent()) {
                return stored.get().position();
            }
            eventually("it can publish again", SentinelGroup.PATIENCE, () -> by.broker()
                    .status()
                    .available());
        }
    }

    private static Optional<Published> attempt(TestNode by, int number) {
        try {
            return Optional.of(answer(
                    by.broker().publish(Publications.keyed(HOME, "ada", "key-" + number, Integer.toString(number)))));
        } catch (BrokerUnavailableException again) {
            return Optional.empty();
        }
    }

    /** Asserts that no message was lost, duplicated or reordered, except that acknowledged messages may be lost with a reset. */
    private static void assertAllDeliveredInOrder(
            TestNode.Listening listening, List<StoredMessage> kept, Set<Position> acknowledged) {
        Position last = kept.get(kept.size() - 1).position();
        eventually("all were delivered", () -> listening.listener().messages().stream()
                .anyMatch(message -> message.position().equals(last)));
        List<Position> delivered = listening.listener().messages().stream()
                .map(StoredMessage::position)
                .toList();
        List<Position> stored = kept.stream().map(StoredMessage::position).toList();
        assertThat(delivered).doesNotHaveDuplicates();
        if (listening.listener().resets().isEmpty()) {
            assertThat(delivered).isEqualTo(stored);
            assertThat(acknowledged).isSubsetOf(Set.copyOf(stored));
        } else {
            Position from = listening.listener().resets().get(0).position();
            assertThat(delivered.stream().filter(stored::contains).toList())
                    .isEqualTo(stored.stream().filter(delivered::contains).toList());
            assertThat(delivered)
                    .containsAll(stored.stream()
                            .filter(position -> position.offset() > from.offset())
                            .collect(Collectors.toSet()));
        }
    }
}
