package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.presence.MemberSync;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;

/** Tests the scripts of leases and members with outdated, repeated and concurrent calls. */
class RedisLeaseTest {

    private static final Configuration SETTINGS = Configuration.of(Map.of("presence/lease", "PT1H"));
    private static final NodeIdentity SOMEBODY = new NodeIdentity("somebody", "b");
    private static final LeaseId FIRST = new LeaseId("somebody", 0);
    private static final LeaseId SECOND = FIRST.next();
    private static final LeaseId THIRD = SECOND.next();

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT1H");
    private final TestNode a = brokers.node("a");
    private final TestNode.Listening here = a.listen(HOME);
    private final PresenceCalls calls = new PresenceCalls(new RedisCalls(SETTINGS, SOMEBODY), SETTINGS);

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void outdatedCallOfANodeIsIgnored() {
        assertThat(joins(FIRST, 5, "ada")).isEqualTo(1L);
        assertThat(leaves(SECOND, 7, "bob")).isEqualTo(1L);

        assertThat(joins(FIRST, 6, "late")).isEqualTo(-1L);
        assertThat(leaves(FIRST, 4, "ada")).isEqualTo(-1L);
        assertThat(has(FIRST, 3)).isEqualTo(-1L);
        assertThat(joins(FIRST, 5, "ada")).isEqualTo(-1L);

        assertThat(fields()).containsExactly("somebody/ada");
        assertThat(has(SECOND, 8, "ada")).isEqualTo(1L);
        assertChanges("JOINED somebody ada 1", "CHANGED somebody.1 ada 1", "CHANGED somebody ada 1");
    }

    @Test
    void outdatedCallWithSeveralUsersIsIgnoredEntirely() {
        joins(FIRST, 6, "ada");

        assertThat(send(calls.changes(HOME, FIRST, 5, List.of(removal("ada"), entry("bob"), entry("carl")))))
                .isEqualTo(-1L);
        assertThat(fields()).containsExactly("somebody/ada");
        assertThat(send(calls.changes(HOME, FIRST, 7, List.of(removal("ada"), entry("bob"), entry("carl")))))
                .isEqualTo(1L);

        assertChanges(
                "JOINED somebody ada 1", "LEFT somebody ada 0", "JOINED somebody bob 1", "JOINED somebody carl 2");
    }

    @Test
    void usersOfEarlierLeasesContinueUnderTheNewOneWithoutALeave() {
        joins(FIRST, 1, "ada");
        joins(FIRST, 2, "bob");
        joins(SECOND, 3, "ada");
        joins(SECOND, 4, "carl");

        assertThat(has(THIRD, 5, "ada", "carl")).isEqualTo(1L);

        assertThat(fields()).containsExactlyInAnyOrder("somebody.2/ada", "somebody.2/carl");
        assertThat(users()).containsExactlyInAnyOrderEntriesOf(Map.of("ada", "1", "carl", "1"));
        here.listener().awaitPresences(9);
        assertThat(here.listener().presences())
                .filteredOn(change -> change.kind() == Kind.LEFT)
                .extracting(change -> change.presence().user().value())
                .containsExactly("bob");
    }

    @Test
    void reapingAnOldLeaseSparesTheNextOneAndOtherNodes() {
        joins(FIRST, 1, "ada");
        joins(SECOND, 2, "ada");
        joins(new LeaseId("somebodyElse", 0), 3, "ada");
        joins(new LeaseId("some", 7), 4, "ada");

        nobody("somebody");

        assertThat(fields()).containsExactlyInAnyOrder("somebody.1/ada", "somebodyElse/ada", "some.7/ada");

        nobody("somebody.1");
        nobody("somebody.1");

        assertThat(fields()).containsExactlyInAnyOrder("somebodyElse/ada", "some.7/ada");
        here.listener().awaitPresences(6);
        a.join(HOME, "last", 1);
        here.listener().awaitPresences(7);
        assertThat(here.listener().presences().subList(1, 6))
                .extracting(PresenceChange::kind)
                .containsOnly(Kind.CHANGED);
    }

    @Test
    void repeatedIdenticalPresenceCausesNoChange() {
        has(FIRST, 10, "ada", "bob");
        has(FIRST, 20, "ada", "bob");
        has(FIRST, 30, "bob");
        has(FIRST, 40);
        has(FIRST, 50);
        a.join(HOME, "last", 1);

        assertChanges(
                "JOINED somebody ada 1",
                "JOINED somebody bob 2",
                "LEFT somebody ada 1",
                "LEFT somebody bob 0",
                "JOINED " + a.identity().id() + " last 1");
    }

    @Test
    void expiredLeaseIsClaimedByOneNodeAtATimeWhileThatNodeContinues() {
        beat(FIRST, true, Set.of());
        brokers.redis().command("ZADD", "backplane:{nodes}:live", "1", "dead");

        assertThat(beat(FIRST, false, Set.of())).containsExactly("dead");
        assertThat(beat(FIRST, false, Set.of())).isEmpty();
        double claimedUntil = claim("dead");
        eventually("the claim is renewed", () -> {
            assertThat(beat(FIRST, false, Set.of("dead", "another"))).isEmpty();
            return claim("dead") > claimedUntil;
        });
        assertThat(claim("another")).isNaN();

        brokers.redis().command("ZADD", "backplane:{nodes}:dead", "1", "dead");
        assertThat(beat(FIRST, false, Set.of("dead"))).isEmpty();
        brokers.redis().command("ZADD", "backplane:{nodes}:dead", "1", "dead");
        assertThat(beat(FIRST, false, Set.of())).containsExactly("dead");
    }

    @Test
    void leaseThatIsGoneIsNotRenewed() {
        assertThat(parts(calls.heartbeat(FIRST, false, 8, Set.of())).get(0)).isEqualTo(0L);
        assertThat(parts(calls.heartbeat(FIRST, true, 8, Set.of())).get(0)).isEqualTo(1L);
        assertThat(parts(calls.heartbeat(FIRST, false, 8, Set.of())).get(0)).isEqualTo(1L);
        send(calls.endLease(FIRST));
        assertThat(parts(calls.heartbeat(FIRST, false, 8, Set.of())).get(0)).isEqualTo(0L);
    }

    @Test
    void everyKeyOfExpiredLeasesHasATimeToLive() {
        send(calls.recordChannels(FIRST, List.of(HOME)));
        joins(FIRST, 1, "ada");
        beat(SECOND, true, Set.of());
        brokers.redis().command("ZADD", "backplane:{nodes}:live", "1", "somebody");
        beat(SECOND, false, Set.of());

        Set<String> keys = brokers.redis().ask(jedis -> jedis.keys("*"));
        assertThat(keys)
                .contains("backplane:{nodes}:live", "backplane:{nodes}:dead", "backplane:{nodes}:somebody:channels")
                .contains("backplane:{home}:w:somebody", "backplane:{home}:members", "backplane:{home}:users")
                .allMatch(key -> Long.parseLong(brokers.redis().command("PTTL", key)) > 0);
    }

    @Test
    void membersAreAnnouncedAgainInANewEpoch() {
        a.join(HOME, "ada", 1);
        a.publish(HOME, 1);

        brokers.redis().command("DEL", "backplane:{home}:members", "backplane:{home}:users");
        brokers.redis().command("HSET", "backplane:{home}:meta", "run", "another");
        a.publish(Publications.of(HOME, "2"));

        eventually("ada is a member again", () -> a.snapshot(HOME).presences().equals(List.of(a.presence("ada", 1))));
        assertThat(here.listener().resets()).isEmpty();
    }

    private Object joins(LeaseId lease, long number, String user) {
        return send(calls.changes(HOME, lease, number, List.of(entry(user))));
    }

    private Object leaves(LeaseId lease, long number, String user) {
        return send(calls.changes(HOME, lease, number, List.of(removal(user))));
    }

    private static MemberChange entry(String user) {
        return MemberChange.entry(presence(user), new CompletableFuture<>());
    }

    private static Presence presence(String user) {
        return new Presence(SOMEBODY.id(), SOMEBODY.name(), new UserId(user), new DisplayName("x"), true, 1);
    }

    private static MemberChange removal(String user) {
        return MemberChange.removal(new UserId(user), new CompletableFuture<>());
    }

    /** Replaces the members of the node, with calls of this number and the following ones. */
    private Object has(LeaseId lease, long number, String... users) {
        AtomicLong next = new AtomicLong(number);
        return sync(lease, List.of(users), (under, some) -> calls.changes(HOME, under, next.getAndIncrement(), some));
    }

    private void nobody(String dead) {
        sync(LeaseId.parse(dead), List.of(), (under, some) -> calls.changesOfDeadNode(HOME, under, some));
    }

    private Object sync(LeaseId lease, List<String> users, BiFunction<LeaseId, List<MemberChange>, Call> call) {
        MemberSync.Node node = new MemberSync.Node() {
            @Override
            public LeaseId lease() {
                return lease;
            }

            @Override
            public Map<UserId, Presence> users(ChannelName channel) {
                Map<UserId, Presence> all = new LinkedHashMap<>();
                users.forEach(user -> all.put(new UserId(user), presence(user)));
                return all;
            }

            @Override
            public CompletionStage<Object> send(ChannelName channel, LeaseId under, List<MemberChange> changes) {
                return CompletableFuture.completedStage(RedisLeaseTest.this.send(call.apply(under, changes)));
            }
        };
        return answer(new MemberSync(node, calls, new DirectReader(), Runnable::run).sync(HOME));
    }

    /** Reads synchronously. */
    private final class DirectReader implements Reader {
        @Override
        public <T> CompletionStage<T> read(Call call, Function<Object, T> decode) {
            try (Connection connection =
                    new Connection("127.0.0.1", brokers.redis().port())) {
                write(call, connection);
                return CompletableFuture.completedStage(decode.apply(connection.getOne()));
            }
        }
    }

    private List<String> beat(LeaseId lease, boolean begin, Set<String> reaping) {
        return parts(calls.heartbeat(lease, begin, 8, reaping)).stream()
                .skip(2)
                .map(RedisKeys::text)
                .toList();
    }

    private List<?> parts(Call call) {
        return (List<?>) send(call);
    }

    private static void write(Call call, Connection connection) {
        connection.sendCommand(() -> RedisKeys.bytes(call.command().name()), call.wireArguments());
    }

    private Object send(Call call) {
        try (Connection connection = new Connection("127.0.0.1", brokers.redis().port())) {
            write(call, connection);
            return connection.getOne();
        }
    }

    private double claim(String lease) {
        Double until = brokers.redis().ask(jedis -> jedis.zscore("backplane:{nodes}:dead", lease));
        return until == null ? Double.NaN : until;
    }

    private Map<String, String> users() {
        return brokers.redis().ask(jedis -> jedis.hgetAll("backplane:{home}:users"));
    }

    private Set<String> fields() {
        return brokers.redis().ask(jedis -> jedis.hkeys("backplane:{home}:members"));
    }

    private void assertChanges(String... changes) {
        here.listener().awaitPresences(changes.length);
        assertThat(here.listener().presences())
                .extracting(change -> change.kind() + " " + change.presence().node() + " "
                        + change.presence().user() + " " + change.count())
                .containsExactly(changes);
    }
}
