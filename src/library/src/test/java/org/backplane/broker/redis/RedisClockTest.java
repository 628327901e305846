package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StoredMessage;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a wrong clock of Redis' host has no lasting effect after it is corrected. */
class RedisClockTest {

    private static final long YEAR = Duration.ofDays(365).toMillis();
    private static final long MOST_AHEAD = 5_000;
    private static final String LIVE = "backplane:{nodes}:live";
    private static final String DEAD = "backplane:{nodes}:dead";

    private static final String SHIFT =
            "for _, m in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZINCRBY', KEYS[1], ARGV[1], m) end";

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT2S");
    private final TcpProxy way = TcpProxy.to(brokers.redis().port());
    private final TestNode a = brokers.node("a");

    @AfterEach
    void end() {
        try (way) {
            brokers.close();
        }
    }

    @Test
    void timeOfMessagesIsThatOfRedisAgain() {
        Position start = a.publish(HOME, 1).get(0).position();
        long before = redisMillis();
        lastMessageWasStoredInAYear();

        a.publish(HOME, 1);
        a.publish(HOME, 1);

        List<StoredMessage> messages = a.recover(HOME, start).messages();
        assertThat(messages).extracting(StoredMessage::at).isSorted().allSatisfy(at -> assertThat(at)
                .isBetween(before, redisMillis() + MOST_AHEAD));
    }

    @Test
    void historyIsReadByTheClockAsItIs() {
        Position start = a.top(HOME);
        a.publish(HOME, 3);
        lastMessageWasStoredInAYear();

        assertThat(a.recover(HOME, start).messages()).hasSize(3);
        assertThat(a.history(HOME, Position.NONE, 10).messages()).hasSize(3);
    }

    @Test
    void messageOfTheTimeAheadThatComesAgainResetsNobody() {
        TestNode.Listening here = a.listen(HOME);
        Publication publication = Publications.of(HOME, "1");
        String entry =
                "1 " + here.start().position().epoch() + " 1 1 " + (redisMillis() + YEAR) + "\n" + publication.body();
        brokers.redis().command("XADD", "backplane:{home}:log", "1-0", "m", entry);
        brokers.redis().command("HSET", "backplane:{home}:meta", "top", "1");
        lastMessageWasStoredInAYear();
        brokers.redis().command("PUBLISH", "backplane:{home}", entry);
        a.publish(HOME, 1);
        here.listener().awaitMessages(2);

        brokers.redis().command("PUBLISH", "backplane:{home}", entry);
        a.publish(HOME, 1);

        here.awaitClean(3);
        assertThat(here.listener().resets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100_000})
    void keyOfTheTimeAheadIsKnown(int generations) {
        Publication keyed = Publications.keyed(HOME, "ada", "key", "1");
        Position first = a.publish(keyed).position();
        Stream.of("backplane:{home}:keys:0", "backplane:{home}:keys:1")
                .filter(key -> brokers.redis().command("EXISTS", key).equals("1"))
                .forEach(key -> brokers.redis().command("HINCRBY", key, "", Integer.toString(generations)));

        assertThat(a.publish(keyed).position()).isEqualTo(first);
        assertThat(a.publish(keyed).position()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, DEAD})
    void nodeThatDiedInTheTimeAheadIsNoGhost(String state) {
        TestNode.Listening here = a.listen(HOME);
        TestNode dead = brokers.nodeThrough(way, "dead");
        dead.join(HOME, "ada", 1);
        here.listener().awaitPresences(1);
        way.refuse();
        eventually("it notices", () -> !dead.broker().status().available());
        String id = dead.identity().id();

        brokers.redis().command("ZREM", LIVE, id);
        brokers.redis().command("ZADD", state, Long.toString(redisMillis() + YEAR), id);

        eventually("its member has left", () -> changes(here).contains(tuple(Kind.LEFT, "ada")));
        eventually("its lease is removed", () -> Stream.of(LIVE, DEAD)
                .noneMatch(
                        key -> brokers.redis().command("ZRANGE", key, "0", "-1").contains(id)));
    }

    /** A clock that jumps forward leaves all leases in the past, one that jumps back leaves them in the future. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void nodesThatLiveAreNotReapedWhenTheClockJumps(long direction) {
        TestNode.Listening here = a.listen(HOME);
        TestNode b = brokers.node("b");
        a.join(HOME, "ada", 1);
        b.join(HOME, "bob", 1);

        brokers.redis().command("EVAL", SHIFT, "1", LIVE, Long.toString(direction * YEAR));

        eventually("both have leases as before", () -> Stream.of(a, b).allMatch(this::hasALease));
        a.join(HOME, "last", 1);
        here.listener().awaitPresences(3);
        assertThat(changes(here))
                .containsExactly(tuple(Kind.JOINED, "ada"), tuple(Kind.JOINED, "bob"), tuple(Kind.JOINED, "last"));
    }

    private boolean hasALease(TestNode node) {
        Double end =
                brokers.redis().ask(jedis -> jedis.zscore(LIVE, node.identity().id()));
        long now = redisMillis();
        return end != null && end > now && end < now + 3_000;
    }

    private void lastMessageWasStoredInAYear() {
        brokers.redis().command("HSET", "backplane:{home}:meta", "at", Long.toString(redisMillis() + YEAR));
    }

    private static List<Tuple> changes(TestNode.Listening listening) {
        return listening.listener().presences().stream()
                .map(change -> tuple(change.kind(), change.presence().user().value()))
                .toList();
    }

    private long redisMillis() {
        List<String> time = brokers.redis().ask(jedis -> jedis.time());
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }
}
