package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.RedisBrokerNodes;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that the members of a dead node are removed and those of a live node are kept, despite failures of Redis and
 * the network.
 */
class RedisPresenceTest {

    private static final ChannelName OTHER = new ChannelName("other");
    private static final String LIVE = "backplane:{nodes}:live";
    private static final String DEAD = "backplane:{nodes}:dead";
    private static final int CHANNELS = 100;

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT0.5S");
    private final TcpProxy proxy = TcpProxy.to(brokers.redis().port());
    private final TestNode a = brokers.node("a");

    @AfterEach
    void end() {
        try (proxy) {
            brokers.close();
        }
    }

    @Test
    void usersOfADeadNodeLeaveOnceAndItsKeysAreRemoved() {
        TestNode.Listening subscription = a.listen(HOME);
        TestNode dead = brokers.nodeThrough(proxy, "dead");
        a.join(HOME, "ada", 1);
        dead.join(HOME, "ada", 1);
        dead.join(HOME, "bob", 1);
        dead.join(OTHER, "bob", 1);

        proxy.refuse();

        subscription.listener().awaitPresences(5);
        assertThat(changes(subscription).subList(0, 3))
                .containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.CHANGED, "ada"), tuple(Kind.JOINED, "bob"));
        assertThat(changes(subscription).subList(3, 5))
                .containsExactlyInAnyOrder(tuple(Kind.CHANGED, "ada"), tuple(Kind.LEFT, "bob"));
        assertRemoved(dead);
        assertThat(a.snapshot(HOME).presences()).containsExactly(a.presence("ada", 1));
        assertThat(a.snapshot(OTHER).count()).isZero();
        assertThat(subscription.listener().presences()).hasSize(5);
    }

    @Test
    void severalReapersDeliverEachLeaveOnce() {
        brokers.node("b");
        brokers.node("c");
        List<TestNode.Listening> all = channels().map(a::listen).toList();
        TestNode dead = brokers.nodeThrough(proxy, "dead");
        channels().forEach(channel -> dead.join(channel, "bob", 1));

        proxy.refuse();
        eventually("all were notified", () -> {
            brokers.redis().command("ZADD", DEAD, "XX", "0", dead.identity().id());
            return all.stream().allMatch(one -> one.listener().presences().size() >= 2);
        });

        assertRemoved(dead);
        a.join(HOME, "ada", 1);
        assertThat(all).allSatisfy(one -> {
            assertThat(changes(one)).containsExactly(tuple(Kind.JOINED, "bob"), tuple(Kind.LEFT, "bob"));
            assertThat(one.listener().refreshes()).isEmpty();
        });
    }

    @Test
    void reaperThatDiesIsReplaced() {
        TestNode.Listening subscription = a.listen(HOME);
        TestNode dead = brokers.nodeThrough(proxy, "dead");
        dead.join(HOME, "ada", 1);
        dead.join(OTHER, "ada", 1);
        proxy.refuse();
        long claimedUntil = redisMillis() + 1_500;
        brokers.redis().command("ZREM", LIVE, dead.identity().id());
        brokers.redis()
                .command(
                        "ZADD",
                        DEAD,
                        Long.toString(claimedUntil),
                        dead.identity().id());

        subscription.listener().awaitPresences(2);

        assertThat(redisMillis()).isGreaterThanOrEqualTo(claimedUntil);
        assertThat(changes(subscription)).containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.LEFT, "ada"));
        assertRemoved(dead);
        assertThat(a.snapshot(OTHER).count()).isZero();
    }

    @Test
    void nodeWithAnExpiredLeaseEntersItsUsersAgain() {
        TestNode.Listening subscription = a.listen(HOME);
        TestNode b = brokers.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "ada", 2);
        b.join(HOME, "bob", 1);
        b.join(OTHER, "bob", 1);

        brokers.redis().command("ZADD", DEAD, "0", b.identity().id());
        brokers.redis().command("ZREM", LIVE, b.identity().id());

        eventually("members again in both channels", () -> under(b, 1, HOME) == 2 && under(b, 1, OTHER) == 1);
        eventually("nothing is under the first lease", () -> under(b, 0, HOME) + under(b, 0, OTHER) == 0);
        eventually(
                "no lease is dead",
                () -> brokers.redis().command("EXISTS", DEAD).equals("0"));
        assertThat(changes(subscription))
                .doesNotContain(tuple(Kind.LEFT, "ada"))
                .startsWith(tuple(Kind.JOINED, "ada"));
        assertThat(count(subscription, Kind.JOINED, "bob")).isEqualTo(1 + count(subscription, Kind.LEFT, "bob"));
        assertThat(a.snapshot(HOME).count()).isEqualTo(2);
        assertThat(exists("backplane:{nodes}:" + b.identity().id() + ":channels"))
                .isFalse();

        b.leave(HOME, "bob");
        eventually("a user who leaves now is removed", () -> a.snapshot(HOME).count() == 1);
    }

    @Test
    void nodeBehindABlackHoleRejoinsWithItsCurrentUsers() {
        TestNode.Listening subscription = a.listen(HOME);
        TestNode stalled = brokers.nodeThrough(proxy, "stalled");
        a.join(HOME, "ada", 1);
        Stream.of("ada", "bob", "carl").forEach(user -> stalled.join(HOME, user, 1));

        proxy.blackHole();
        stalled.broker().leave(HOME, new UserId("carl"));
        stalled.broker().join(OTHER, stalled.presence("dora", 1));
        eventually("the other users leave", () -> a.snapshot(HOME).count() == 1);
        eventually("the node notices", () -> !stalled.broker().status().available());
        stalled.broker().leave(HOME, new UserId("ada"));
        proxy.heal();

        eventually("the members are back", () -> a.snapshot(HOME).presences().stream()
                .map(presence -> presence.nodeName() + " " + presence.user().value())
                .sorted()
                .toList()
                .equals(List.of("a ada", "stalled bob")));
        eventually(
                "a user who joined meanwhile is there", () -> a.snapshot(OTHER).count() == 1);
        eventually("no lease is dead", () -> !exists(DEAD));
        assertThat(changes(subscription)).doesNotContain(tuple(Kind.LEFT, "ada"));
        assertThat(count(subscription, Kind.LEFT, "bob")).isOne();
        assertThat(count(subscription, Kind.LEFT, "carl")).isOne();
    }

    @Test
    void usersAreEnteredAgainAfterRedisRestartedEmpty() {
        TestNode.Listening subscription = a.listen(HOME);
        TestNode b = brokers.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "bob", 1);
        b.join(OTHER, "bob", 1);

        brokers.redis().restartEmpty();

        RedisBrokerNodes.awaitUp(a);
        eventually(
                "all are back",
                () -> a.snapshot(HOME).count() == 2 && a.snapshot(OTHER).count() == 1);
        // Members that are back before the listener is reset are part of the reset.
        eventually("and delivered", () -> Stream.concat(
                        subscription.listener().resets().stream().flatMap(reset -> reset.presences().stream()),
                        subscription.listener().presences().stream().skip(2).map(PresenceChange::presence))
                .map(presence -> presence.user().value())
                .toList()
                .containsAll(List.of("ada", "bob")));
    }

    @Test
    void joinsAndLeavesThatAFailoverLostAreRepeated() {
        try (RedisServer replica = RedisServer.start(RedisServer.preferred())) {
            a.join(HOME, "ada", 1);
            replica.replicaOf(brokers.redis());
            replica.promote();
            a.join(HOME, "bob", 1);
            a.leave(HOME, "ada");
            a.join(OTHER, "carl", 1);

            brokers.redis().replicaOf(replica);
            brokers.redis().promote();
        }

        eventually("carl is back", () -> a.snapshot(OTHER).count() == 1);
        eventually("home is as it was", () -> a.snapshot(HOME).presences().stream()
                .map(presence -> presence.user().value())
                .toList()
                .equals(List.of("bob")));
    }

    @Test
    void stalledRedisExpiresNoLease() {
        TestNode.Listening subscription = a.listen(HOME);
        TestNode b = brokers.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "bob", 1);

        brokers.redis().stall();
        letPass(1_300);
        brokers.redis().resume();
        long now = redisMillis();
        eventually("both leases are renewed", () -> Stream.of(a, b).allMatch(node -> leaseEnd(node) > now + 500));
        a.join(HOME, "last", 1);
        eventually("the last join is delivered", () -> count(subscription, Kind.JOINED, "last") == 1);

        assertThat(changes(subscription))
                .containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.JOINED, "bob"), tuple(Kind.JOINED, "last"));
    }

    @Test
    void closedNodeRemovesItsMembersAndKeys() {
        TestNode b = brokers.node("b");
        b.join(HOME, "bob", 1);
        b.join(OTHER, "bob", 1);

        b.broker().close();

        assertRemoved(b);
        assertThat(a.snapshot(HOME).count() + a.snapshot(OTHER).count()).isZero();
    }

    @Test
    void lastLeaveRemovesTheRecordOfTheChannel() {
        String recorded = "backplane:{nodes}:" + a.identity().id() + ":channels";
        a.join(HOME, "ada", 1);
        a.join(HOME, "bob", 1);
        a.leave(HOME, "ada");
        assertThat(exists(recorded)).isTrue();

        a.leave(HOME, "bob");

        eventually("the record is removed", () -> !exists(recorded));
        a.join(HOME, "ada", 1);
        assertThat(exists(recorded)).isTrue();
    }

    private void assertRemoved(TestNode node) {
        String id = node.identity().id();
        eventually("its lease is removed", () -> Stream.of(LIVE, DEAD)
                .noneMatch(
                        key -> brokers.redis().command("ZRANGE", key, "0", "-1").contains(id)));
        Set<String> keys = brokers.redis().ask(jedis -> jedis.keys("*" + id + "*"));
        assertThat(keys).allMatch(key -> key.contains(":w:"));
        Set<String> members = brokers.redis().ask(jedis -> jedis.keys("*:members"));
        assertThat(members)
                .noneMatch(key -> brokers.redis().command("HKEYS", key).contains(id));
    }

    private static List<Tuple> changes(TestNode.Listening listening) {
        return listening.listener().presences().stream()
                .map(change -> tuple(change.kind(), change.presence().user().value()))
                .toList();
    }

    private static long count(TestNode.Listening listening, Kind kind, String user) {
        return changes(listening).stream().filter(tuple(kind, user)::equals).count();
    }

    private long under(TestNode node, int number, ChannelName channel) {
        String lease = new LeaseId(node.identity().id(), number).toString();
        return a.snapshot(channel).presences().stream()
                .filter(presence -> presence.node().equals(lease))
                .count();
    }

    private static Stream<ChannelName> channels() {
        return IntStream.range(0, CHANNELS).mapToObj(i -> new ChannelName("room-" + i));
    }

    private boolean exists(String key) {
        return brokers.redis().command("EXISTS", key).equals("1");
    }

    private long leaseEnd(TestNode node) {
        Double end =
                brokers.redis().ask(jedis -> jedis.zscore(LIVE, node.identity().id()));
        return end == null ? 0 : end.longValue();
    }

    private long redisMillis() {
        List<String> time = brokers.redis().ask(jedis -> jedis.time());
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }

    private static void letPass(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        eventually("time passes", () -> System.nanoTime() - end >= 0);
    }
}
