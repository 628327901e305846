package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.List;
import org.backplane.broker.Publications;
import org.backplane.broker.Recovery;
import org.backplane.broker.TestNode;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a channel's log may have lost something, its positions say so. */
class RedisEpochTest {

    private static final String META = "backplane:{home}:meta";
    private static final String LOG = "backplane:{home}:log";

    private final RedisBrokerNodes brokers = new RedisBrokerNodes();
    private final TestNode node = brokers.node("a");

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void anotherServerProcessBeginsAnEpochThatContinuesTheOffsets() {
        node.publish(HOME, 3);
        Position before = node.top(HOME);
        TestNode.Listening listening = node.listen(HOME);

        pretendAnotherServerProcess();
        List<Position> after =
                node.publish(HOME, 2).stream().map(p -> p.position()).toList();

        assertThat(after).extracting(Position::offset).containsExactly(4L, 5L);
        assertThat(after).extracting(Position::epoch).doesNotContain(before.epoch());
        listening.listener().awaitMessages(2);
        assertThat(listening.listener().resets()).isEmpty();
        assertThat(positions(listening.listener().messages())).isEqualTo(after);
        for (long offset = 0; offset <= 3; offset++) {
            Recovery recovery = node.recover(HOME, new Position(before.epoch(), offset));
            assertThat(recovery.recovered()).isTrue();
            assertThat(recovery.messages()).hasSize((int) (5 - offset));
        }
    }

    @Test
    void lostTailResetsThoseWhoSawIt() {
        publishOneByOne(10);
        Position seen = node.top(HOME);
        TestNode.Listening listening = node.listen(HOME);

        pretendFailoverThatLostAllAfter(7);
        Position next = node.publish(Publications.of(HOME, "\"after\"")).position();

        assertThat(next.offset()).isEqualTo(8);
        eventually("a reset", () -> listening.listener().resets().size() == 1);
        assertThat(listening.listener().messages()).isEmpty();
        assertThat(listening.listener().resets().get(0).position()).isEqualTo(next);
        assertThat(node.recover(HOME, seen).recovered()).isFalse();
        Recovery kept = node.recover(HOME, new Position(seen.epoch(), 7));
        assertThat(kept.recovered()).isTrue();
        assertThat(positions(kept.messages())).containsExactly(next);
    }

    @Test
    void lostTailIsNoticedAlsoWhenTheSameOffsetsAreUsedAgainBeforeAnybodyHears() {
        publishOneByOne(10);
        Position seen = node.top(HOME);
        pretendFailoverThatLostAllAfter(7);
        node.publish(HOME, 5);

        assertThat(node.top(HOME).offset()).isEqualTo(12);
        assertThat(node.recover(HOME, seen).recovered()).isFalse();
    }

    @Test
    void eightEarlierEpochsAreKnown() {
        Position[] tops = new Position[10];
        for (int life = 0; life < tops.length; life++) {
            pretendAnotherServerProcess();
            tops[life] = node.publish(Publications.of(HOME, "1")).position();
        }

        assertThat(node.recover(HOME, tops[9]).recovered()).isTrue();
        assertThat(node.recover(HOME, tops[1]).recovered()).isTrue();
        assertThat(node.recover(HOME, tops[0]).recovered()).isFalse();
    }

    @Test
    void redisThatRestartedEmptyResetsItsListeners() {
        node.publish(HOME, 5);
        Position seen = node.top(HOME);
        TestNode.Listening listening = node.listen(HOME);

        brokers.redis().restart();
        eventually("a reset", () -> listening.listener().resets().size() == 1);
        RedisBrokerNodes.awaitUp(node);
        Position next = node.publish(Publications.of(HOME, "1")).position();

        assertThat(next.epoch()).isNotEqualTo(seen.epoch());
        assertThat(next.offset()).isEqualTo(1);
        listening.listener().awaitMessages(1);
        assertThat(positions(listening.listener().messages())).containsExactly(next);
        assertThat(node.recover(HOME, seen).recovered()).isFalse();
    }

    @Test
    void expiredChannelStartsANewEpochWithoutTheOldData() {
        node.publish(HOME, 5);
        node.set(HOME, "topic", "\"old\"");
        Position seen = node.top(HOME);

        brokers.redis().command("DEL", META);
        Position next = node.publish(Publications.of(HOME, "1")).position();

        assertThat(next.offset()).isEqualTo(1);
        assertThat(next.epoch()).isNotEqualTo(seen.epoch());
        assertThat(node.history(HOME, Position.NONE, 100).messages()).hasSize(1);
        assertThat(node.snapshot(HOME).state()).isEmpty();
    }

    private void pretendAnotherServerProcess() {
        if (!brokers.redis().command("EXISTS", META).equals("0")) {
            brokers.redis().command("HSET", META, "run", "0123456789012345678901234567890123456789");
        }
    }

    /** What a replica knows that was not told everything before it became the master. */
    private void pretendFailoverThatLostAllAfter(long offset) {
        for (long lost = node.top(HOME).offset(); lost > offset; lost--) {
            assertThat(brokers.redis().command("XDEL", LOG, lost + "-0")).isEqualTo("1");
        }
        brokers.redis().command("XSETID", LOG, offset + "-0");
        brokers.redis().command("HSET", META, "top", Long.toString(offset));
        pretendAnotherServerProcess();
    }

    private void publishOneByOne(int count) {
        Publications.several(HOME, count).forEach(node::publish);
    }

    private static List<Position> positions(List<StoredMessage> messages) {
        return messages.stream().map(StoredMessage::position).toList();
    }
}
