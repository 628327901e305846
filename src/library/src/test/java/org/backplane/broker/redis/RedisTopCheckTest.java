package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import org.backplane.broker.BrokerEvent;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the periodic comparison: messages lost by pub/sub, and losses of Redis, are detected. */
class RedisTopCheckTest {

    private static final String META = "backplane:{home}:meta";
    private static final String LOG = "backplane:{home}:log";
    private static final String STATE = "backplane:{home}:state";

    private final RedisBrokerNodes brokers = new RedisBrokerNodes();
    private final TestNode a = brokers.node("a");
    private final TestNode b = brokers.node("b");

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void messageThatPubSubNeverCarriedIsReadFromHistory() {
        a.publish(HOME, 3);
        TestNode.Listening listening = a.listen(HOME);

        appendWithoutPublishing("\"name\":\"chat\",\"data\":1}");

        listening.awaitClean(1);
        a.publish(HOME, 2);
        listening.awaitClean(3);
        assertThat(counted(BrokerEvent.REPAIR)).isEqualTo(1);
    }

    @Test
    void changeThatPubSubLostIsReadAgain() {
        a.set(HOME, "topic", "\"old\"");
        TestNode.Listening listening = a.listen(HOME);

        redis("HSET", STATE, "topic", "2 \"new\"");
        redis("HINCRBY", META, "rev", "1");

        eventually("the change is delivered", () -> listening.listener().refreshes().stream()
                .flatMap(now -> now.state().stream())
                .anyMatch(document -> document.version() == 2));
        assertThat(listening.listener().resets()).isEmpty();
    }

    @Test
    void endOfTheLogThatVanishedIsFoundAndEndsTheEpoch() {
        Position seen = publishOneByOne(10);
        TestNode.Listening listening = a.listen(HOME);

        loseAllAfter(7);

        eventually("a reset", () -> listening.listener().resets().size() == 1);
        assertThat(counted(BrokerEvent.RESET)).isEqualTo(1);
        assertThat(a.top(HOME).epoch()).isNotEqualTo(seen.epoch());
        for (long offset = 0; offset <= 10; offset++) {
            assertThat(b.recover(HOME, new Position(seen.epoch(), offset)).recovered())
                    .isFalse();
        }
        assertThat(b.publish(Publications.of(HOME, "1")).position().offset()).isEqualTo(8);
        listening.listener().awaitMessages(1);
    }

    @Test
    void reusedOffsetsAreDetectedByNodesThatReceivedThemBefore() {
        Position seen = publishOneByOne(10);
        TestNode.Listening listening = a.listen(HOME);
        b.publish(Publications.of(HOME, "\"the last one\""));
        listening.listener().awaitMessages(1);

        loseAllAfter(7);
        for (int again = 0; again < 6; again++) {
            b.publish(Publications.of(HOME, "\"another one\""));
        }

        eventually("a reset", () -> listening.listener().resets().size() == 1);
        assertThat(b.recover(HOME, seen).recovered()).isFalse();
        assertThat(counted(BrokerEvent.LOST_END)).isEqualTo(1);
    }

    @Test
    void quietChannelsAreNeverReadAgain() {
        TestNode.Listening listening = a.listen(HOME);
        a.publish(HOME, 5);
        listening.awaitClean(5);
        long before = scripts();
        eventually("three looks", () -> scripts() >= before + 3);

        assertThat(listening.listener().refreshes()).isEmpty();
        listening.awaitClean(5);
    }

    private long counted(BrokerEvent event) {
        return a.broker().figures().events().getOrDefault(event, 0L);
    }

    /** How many scripts Redis ran: nobody but the check has any reason to, once all are served. */
    private long scripts() {
        return brokers.redis()
                .ask(jedis -> jedis.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*calls=(\\d+),.*", "$1")))
                .sum();
    }

    private Position publishOneByOne(int count) {
        Publications.several(HOME, count).forEach(a::publish);
        return a.top(HOME);
    }

    private void appendWithoutPublishing(String body) {
        Position top = a.top(HOME);
        long next = top.offset() + 1;
        redis(
                "XADD",
                LOG,
                next + "-0",
                "m",
                "1 " + top.epoch() + " " + next + " 1 " + System.currentTimeMillis() + "\n" + body);
        redis("HSET", META, "top", Long.toString(next));
    }

    private void loseAllAfter(long offset) {
        for (long lost = a.top(HOME).offset(); lost > offset; lost--) {
            redis("XDEL", LOG, lost + "-0");
        }
        redis("XSETID", LOG, offset + "-0");
        redis("HSET", META, "top", Long.toString(offset));
    }

    private void redis(String command, String... arguments) {
        brokers.redis().command(command, arguments);
    }
}
