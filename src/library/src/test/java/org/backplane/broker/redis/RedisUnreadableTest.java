package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.List;
import java.util.stream.Stream;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.Publications;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.script.Replies;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StateDocument;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that unreadable content of Redis is skipped and counted, and does not affect other content. */
class RedisUnreadableTest {

    private static final String LIVE = "backplane:{nodes}:live";
    private static final String DEAD = "backplane:{nodes}:dead";
    private static final String META = "backplane:{home}:meta";
    private static final String LOG = "backplane:{home}:log";
    private static final String MEMBERS = "backplane:{home}:members";

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT0.5S");
    private final RedisServer redis = brokers.redis();
    private final TestNode a = brokers.node("a");

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void membersThatCannotBeReadHideNoOthers() {
        a.join(HOME, "ada", 1);
        String shown = Replies.presenceJson(a.presence("bob", 1));
        redis.command("HSET", MEMBERS, "garbage", "x", "n/bob", "no JSON", "n/ no user", shown, "n/carl", "{}");

        assertThat(a.snapshot(HOME).presences()).containsExactly(a.presence("ada", 1));
        assertThat(unreadable()).isEqualTo(4);
        TestNode.Listening here = brokers.node("b").listen(HOME);
        a.join(HOME, "dora", 1);
        here.listener().awaitPresences(1);
    }

    @Test
    void documentsThatCannotBeReadHideNoOthers() {
        StateDocument topic = a.set(HOME, "topic", "1");
        redis.command(
                "HSET", "backplane:{home}:state", "a", "garbage", "no name!", "2 2", "b", "2 {broken", "c", "x 1");

        assertThat(a.snapshot(HOME).state()).containsExactly(topic);
        assertThat(unreadable()).isEqualTo(4);
        assertThat(a.set(HOME, "a", "1", 0)).isInstanceOf(SetResult.Written.class);
        assertThat(a.set(HOME, "b", "1", 0))
                .isInstanceOfSatisfying(SetResult.Conflict.class, conflict -> assertThat(conflict.current())
                        .isEqualTo(new StateDocument("b", JsonText.NULL, 2)));
        assertThat(a.set(HOME, "b", "1", 2)).isInstanceOf(SetResult.Written.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 of another version", "1 e! x", "1 epoch 3 7 4102444800000\nfewer than seven", ""})
    void recoveryEndsBeforeABatchThatCannotBeRead(String entry) {
        Position start = a.top(HOME);
        a.publish(HOME, 1);
        a.publish(HOME, 1);
        append(entry, 3);
        a.publish(HOME, 1);

        Recovery before = a.recover(HOME, start);
        assertThat(before.messages()).hasSize(2);
        assertThat(before.more()).isTrue();
        assertThat(a.recover(HOME, start.plus(2))).isEqualTo(new Recovery(false, List.of(), start.plus(4), false));
        assertThat(a.recover(HOME, start.plus(3)).messages()).hasSize(1);
        assertThat(a.history(HOME, Position.NONE, 10).messages())
                .extracting(message -> message.position().offset())
                .containsExactly(1L, 2L, 4L);
        assertThat(unreadable()).isPositive();
    }

    @Test
    void subscriberIsResetByAnUnreadableMessageOfAnotherVersion() {
        TestNode.Listening here = a.listen(HOME);
        a.publish(HOME, 1);
        here.listener().awaitMessages(1);

        append("2 of another version", 2);
        redis.command("PUBLISH", "backplane:{home}", "2 of another version");

        eventually("a reset", () -> here.listener().resets().size() == 1);
        a.publish(HOME, 1);
        here.listener().awaitMessages(2);
        assertThat(here.listener().resets())
                .extracting(now -> now.position().offset())
                .containsExactly(2L);
    }

    @Test
    void recoveryReportsAMessageMissingInTheLog() {
        TestNode.Listening here = a.listen(HOME);
        Position first = a.publish(HOME, 1).get(0).position();
        a.publish(HOME, 1);
        a.publish(HOME, 1);
        here.listener().awaitMessages(3);
        redis.command("XDEL", LOG, "2-0");

        assertThat(a.recover(HOME, first).recovered()).isFalse();
        assertThat(a.recover(HOME, new Position(first.epoch(), 0)).messages()).hasSize(1);
    }

    @Test
    void keyThatCannotBeReadIsUnknown() {
        Publication keyed = Publications.keyed(HOME, "ada", "key", "1");
        Position first = a.publish(keyed).position();
        Stream.of("backplane:{home}:keys:0", "backplane:{home}:keys:1")
                .filter(key -> redis.command("EXISTS", key).equals("1"))
                .forEach(key -> redis.command("HSET", key, keyed.keyOfUser(), "garbage"));

        Position second = a.publish(keyed).position();
        assertThat(second).isEqualTo(first.plus(1));
        assertThat(a.publish(keyed).position()).isEqualTo(second);
    }

    @Test
    void countOfNodesThatCannotBeReadKeepsNobodyOut() {
        redis.command("HSET", "backplane:{home}:users", "ada", "garbage");
        a.join(HOME, "ada", 1);
        assertThat(a.snapshot(HOME).presences()).hasSize(1);
        a.leave(HOME, "ada");
        assertThat(a.snapshot(HOME)).extracting(Snapshot::count).isEqualTo(0);
    }

    @Test
    void unreadableNamesDoNotPreventReapingOfANode() {
        TestNode.Listening here = a.listen(HOME);
        redis.command("HSET", MEMBERS, "dead/ada", Replies.presenceJson(a.presence("ada", 1)));
        redis.command("HSET", "backplane:{home}:users", "ada", "1");
        String noted = "backplane:{nodes}:dead:channels";
        for (int i = 0; i < 100; i++) {
            redis.command("SADD", noted, "no channel! " + i);
        }
        redis.command("SADD", noted, "home");

        redis.command("ZADD", LIVE, "1", "dead");

        here.listener().awaitPresences(1);
        eventually("nothing is left", () -> redis.command("EXISTS", noted, DEAD).equals("0"));
        assertThat(unreadable()).isEqualTo(100);
    }

    @Test
    void memberWhoseIdIsOfAnotherVersionIsCleanedUpAfterItsNode() {
        a.publish(HOME, 1);
        redis.command("HSET", MEMBERS, "dead/id+of+another+version", "{}");
        redis.command("HSET", "backplane:{home}:users", "id+of+another+version", "1");
        redis.command("SADD", "backplane:{nodes}:dead:channels", "home");

        redis.command("ZADD", LIVE, "1", "dead");

        eventually("nothing is left", () -> redis.command("EXISTS", MEMBERS, "backplane:{home}:users", DEAD)
                .equals("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", "a/b", "no lease!"})
    void leaseThatNoNodeCouldHaveIsForgotten(String lease) {
        a.join(HOME, "ada", 1);
        redis.command("SADD", "backplane:{nodes}:" + lease + ":channels", "home");
        redis.command("ZADD", LIVE, "1", lease);

        eventually("it is neither alive nor dead", () -> Stream.of(LIVE, DEAD)
                .allMatch(key -> redis.command("ZSCORE", key, lease).equals("null")));
    }

    @Test
    void leaseWithoutAnEndHidesNoNode() {
        redis.command("ZADD", LIVE, "+inf", "endless");
        eventually("the nodes are known", () -> a.broker().nodes().stream()
                .anyMatch(node -> node.id().equals(a.identity().id())));
    }

    private void append(String entry, int offset) {
        redis.command("XADD", LOG, offset + "-0", "m", entry);
        redis.command("HSET", META, "top", Integer.toString(offset));
    }

    private long unreadable() {
        return a.broker().figures().events().getOrDefault(BrokerEvent.UNREADABLE, 0L);
    }
}
