package org.backplane.broker.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisCluster.HOME;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.RedisCluster;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dead node leaves no ghosts, and a node that is alive keeps its users, whatever Redis or the network does. */
class RedisPresenceTest {

    private static final ChannelName OTHER = new ChannelName("other");
    private static final String LIVE = "backplane:{nodes}:live";
    private static final String DEAD = "backplane:{nodes}:dead";
    private static final int CHANNELS = 100;

    private final RedisCluster cluster = new RedisCluster("presence/lease", "PT0.5S");
    private final TcpProxy way = TcpProxy.to(cluster.redis().port());
    private final TestNode a = cluster.node("a");

    @AfterEach
    void end() {
        try (way) {
            cluster.close();
        }
    }

    @Test
    void usersOfADeadNodeLeaveOnceAndNothingOfItIsLeft() {
        TestNode.Listening here = a.listen(HOME);
        TestNode dead = cluster.nodeThrough(way, "dead");
        a.join(HOME, "ada", 1);
        dead.join(HOME, "ada", 1);
        dead.join(HOME, "bob", 1);
        dead.join(OTHER, "bob", 1);

        way.refuse();

        here.listener().awaitPresences(5);
        assertThat(told(here).subList(0, 3))
                .containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.CHANGED, "ada"), tuple(Kind.JOINED, "bob"));
        assertThat(told(here).subList(3, 5))
                .containsExactlyInAnyOrder(tuple(Kind.CHANGED, "ada"), tuple(Kind.LEFT, "bob"));
        assertNothingIsLeftOf(dead);
        assertThat(a.snapshot(HOME).presences()).containsExactly(a.presence("ada", 1));
        assertThat(a.snapshot(OTHER).count()).isZero();
        assertThat(here.listener().presences()).hasSize(5);
    }

    @Test
    void severalReapersTellEachFarewellOnce() {
        cluster.node("b");
        cluster.node("c");
        List<TestNode.Listening> all = channels().map(a::listen).toList();
        TestNode dead = cluster.nodeThrough(way, "dead");
        channels().forEach(channel -> dead.join(channel, "bob", 1));

        way.refuse();
        eventually("all were told", () -> {
            cluster.redis().command("ZADD", DEAD, "XX", "0", dead.identity().id());
            return all.stream().allMatch(one -> one.listener().presences().size() >= 2);
        });

        assertNothingIsLeftOf(dead);
        a.join(HOME, "ada", 1);
        assertThat(all).allSatisfy(one -> {
            assertThat(told(one)).containsExactly(tuple(Kind.JOINED, "bob"), tuple(Kind.LEFT, "bob"));
            assertThat(one.listener().refreshes()).isEmpty();
        });
    }

    @Test
    void reaperThatDiesIsReplaced() {
        TestNode.Listening here = a.listen(HOME);
        TestNode dead = cluster.nodeThrough(way, "dead");
        dead.join(HOME, "ada", 1);
        dead.join(OTHER, "ada", 1);
        way.refuse();
        long claimedUntil = redisMillis() + 1_500;
        cluster.redis().command("ZREM", LIVE, dead.identity().id());
        cluster.redis()
                .command(
                        "ZADD",
                        DEAD,
                        Long.toString(claimedUntil),
                        dead.identity().id());

        here.listener().awaitPresences(2);

        assertThat(redisMillis()).isGreaterThanOrEqualTo(claimedUntil);
        assertThat(told(here)).containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.LEFT, "ada"));
        assertNothingIsLeftOf(dead);
        assertThat(a.snapshot(OTHER).count()).isZero();
    }

    @Test
    void nodeThatWasTakenForDeadComesBackWithItsUsers() {
        TestNode.Listening here = a.listen(HOME);
        TestNode b = cluster.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "ada", 2);
        b.join(HOME, "bob", 1);
        b.join(OTHER, "bob", 1);

        cluster.redis().command("ZADD", DEAD, "0", b.identity().id());
        cluster.redis().command("ZREM", LIVE, b.identity().id());

        eventually("back in both channels", () -> under(b, 1, HOME) == 2 && under(b, 1, OTHER) == 1);
        eventually("nothing is under the first lease", () -> under(b, 0, HOME) + under(b, 0, OTHER) == 0);
        eventually(
                "nobody is dead", () -> cluster.redis().command("EXISTS", DEAD).equals("0"));
        assertThat(told(here)).doesNotContain(tuple(Kind.LEFT, "ada")).startsWith(tuple(Kind.JOINED, "ada"));
        assertThat(count(here, Kind.JOINED, "bob")).isEqualTo(1 + count(here, Kind.LEFT, "bob"));
        assertThat(a.snapshot(HOME).count()).isEqualTo(2);
        assertThat(exists("backplane:{nodes}:" + b.identity().id() + ":channels"))
                .isFalse();

        b.leave(HOME, "bob");
        eventually("who leaves then is gone", () -> a.snapshot(HOME).count() == 1);
    }

    @Test
    void nodeBehindABlackHoleComesBackAsItIsNow() {
        TestNode.Listening here = a.listen(HOME);
        TestNode stalled = cluster.nodeThrough(way, "stalled");
        a.join(HOME, "ada", 1);
        Stream.of("ada", "bob", "carl").forEach(user -> stalled.join(HOME, user, 1));

        way.blackHole();
        stalled.broker().leave(HOME, new UserId("carl"));
        stalled.broker().join(OTHER, stalled.presence("dora", 1));
        eventually("the others leave", () -> a.snapshot(HOME).count() == 1);
        eventually("it notices", () -> !stalled.broker().status().available());
        stalled.broker().leave(HOME, new UserId("ada"));
        way.heal();

        eventually("back", () -> a.snapshot(HOME).presences().stream()
                .map(presence -> presence.nodeName() + " " + presence.user().value())
                .sorted()
                .toList()
                .equals(List.of("a ada", "stalled bob")));
        eventually("who came meanwhile is there", () -> a.snapshot(OTHER).count() == 1);
        eventually("nobody is dead", () -> !exists(DEAD));
        assertThat(told(here)).doesNotContain(tuple(Kind.LEFT, "ada"));
        assertThat(count(here, Kind.LEFT, "bob")).isOne();
        assertThat(count(here, Kind.LEFT, "carl")).isOne();
    }

    @Test
    void usersComeBackByThemselvesToARedisThatRestartedEmpty() {
        TestNode.Listening here = a.listen(HOME);
        TestNode b = cluster.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "bob", 1);
        b.join(OTHER, "bob", 1);

        cluster.redis().restartEmpty();

        RedisCluster.awaitUp(a);
        eventually(
                "all are back",
                () -> a.snapshot(HOME).count() == 2 && a.snapshot(OTHER).count() == 1);
        // Who is back before the listener is told to reload is told with that.
        eventually("and heard", () -> Stream.concat(
                        here.listener().resets().stream().flatMap(reset -> reset.presences().stream()),
                        here.listener().presences().stream().skip(2).map(PresenceChange::presence))
                .map(presence -> presence.user().value())
                .toList()
                .containsAll(List.of("ada", "bob")));
    }

    @Test
    void joinsAndFarewellsThatAFailoverLostAreToldAgain() {
        try (RedisServer replica = RedisServer.start(RedisServer.preferred())) {
            a.join(HOME, "ada", 1);
            replica.replicaOf(cluster.redis());
            replica.promote();
            a.join(HOME, "bob", 1);
            a.leave(HOME, "ada");
            a.join(OTHER, "carl", 1);

            cluster.redis().replicaOf(replica);
            cluster.redis().promote();
        }

        eventually("carl is back", () -> a.snapshot(OTHER).count() == 1);
        eventually("home is as it was", () -> a.snapshot(HOME).presences().stream()
                .map(presence -> presence.user().value())
                .toList()
                .equals(List.of("bob")));
    }

    @Test
    void silenceOfRedisIsNoNodesDeath() {
        TestNode.Listening here = a.listen(HOME);
        TestNode b = cluster.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "bob", 1);

        cluster.redis().stall();
        letPass(1_300);
        cluster.redis().resume();
        long now = redisMillis();
        eventually("both are heard again", () -> Stream.of(a, b).allMatch(node -> leaseEnd(node) > now + 500));
        a.join(HOME, "last", 1);
        eventually("the last is heard", () -> count(here, Kind.JOINED, "last") == 1);

        assertThat(told(here))
                .containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.JOINED, "bob"), tuple(Kind.JOINED, "last"));
    }

    @Test
    void closedNodeLeavesNothingBehind() {
        TestNode b = cluster.node("b");
        b.join(HOME, "bob", 1);
        b.join(OTHER, "bob", 1);

        b.broker().close();

        assertNothingIsLeftOf(b);
        assertThat(a.snapshot(HOME).count() + a.snapshot(OTHER).count()).isZero();
    }

    @Test
    void lastFarewellStrikesTheChannelOut() {
        String noted = "backplane:{nodes}:" + a.identity().id() + ":channels";
        a.join(HOME, "ada", 1);
        a.join(HOME, "bob", 1);
        a.leave(HOME, "ada");
        assertThat(exists(noted)).isTrue();

        a.leave(HOME, "bob");

        eventually("struck out", () -> !exists(noted));
        a.join(HOME, "ada", 1);
        assertThat(exists(noted)).isTrue();
    }

    private void assertNothingIsLeftOf(TestNode node) {
        String id = node.identity().id();
        eventually("it is neither alive nor dead", () -> Stream.of(LIVE, DEAD)
                .noneMatch(
                        key -> cluster.redis().command("ZRANGE", key, "0", "-1").contains(id)));
        Set<String> keys = cluster.redis().ask(jedis -> jedis.keys("*" + id + "*"));
        assertThat(keys).allMatch(key -> key.contains(":w:"));
        Set<String> members = cluster.redis().ask(jedis -> jedis.keys("*:members"));
        assertThat(members)
                .noneMatch(key -> cluster.redis().command("HKEYS", key).contains(id));
    }

    private static List<Tuple> told(TestNode.Listening listening) {
        return listening.listener().presences().stream()
                .map(change -> tuple(change.kind(), change.presence().user().value()))
                .toList();
    }

    private static long count(TestNode.Listening listening, Kind kind, String user) {
        return told(listening).stream().filter(tuple(kind, user)::equals).count();
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
        return cluster.redis().command("EXISTS", key).equals("1");
    }

    private long leaseEnd(TestNode node) {
        Double end =
                cluster.redis().ask(jedis -> jedis.zscore(LIVE, node.identity().id()));
        return end == null ? 0 : end.longValue();
    }

    private long redisMillis() {
        List<String> time = cluster.redis().ask(jedis -> jedis.time());
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }

    private static void letPass(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        eventually("time passes", () -> System.nanoTime() - end >= 0);
    }
}
