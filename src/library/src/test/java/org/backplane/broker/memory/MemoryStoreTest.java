package org.backplane.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.backplane.broker.BrokerNodes;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Publications;
import org.backplane.broker.Published;
import org.backplane.broker.Recovery;
import org.backplane.broker.TestNode;
import org.backplane.config.Configuration;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests what the contract does not define, and what requires a manual clock. */
class MemoryStoreTest {

    private static final ChannelName HOME = new ChannelName("home");

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(
            Configuration.of(Map.of("history/size", "10", "history/age", "PT1H", "channel/age", "PT24H")), clock);
    private final BrokerNodes brokers =
            new BrokerNodes((node, threads) -> new MemoryBroker(node, store, threads), clock::advance);
    private final TestNode node = brokers.node("a");

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void keepsExactlyHistorySize() {
        Position start = node.top(HOME);
        node.publish(HOME, 35);
        assertThat(node.recover(HOME, start.plus(25)).messages()).hasSize(10);
        assertThat(node.recover(HOME, start.plus(24)).recovered()).isFalse();
        assertThat(node.history(HOME, Position.NONE, 100).messages()).hasSize(10);
    }

    @Test
    void messageIsRecoveredUntilItIsOlderThanHistoryAge() {
        Position start = node.top(HOME);
        node.publish(HOME, 1);
        clock.advance(Duration.ofHours(1));
        assertThat(node.recover(HOME, start).messages()).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(node.recover(HOME, start)).isEqualTo(new Recovery(false, List.of(), start.plus(1), false));
    }

    @Test
    void keyIsKnownUntilItIsOlderThanItsAge() {
        Published first = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        clock.advance(Duration.ofMinutes(5));
        Published again = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.id()).isEqualTo(first.id());
        clock.advance(Duration.ofMillis(1));
        assertThat(node.publish(Publications.keyed(HOME, "ada", "k", "1")).position())
                .isEqualTo(first.position().plus(1));
    }

    @Test
    void timeStandsStillWhenTheClockIsSetBackALittle() {
        Position start = node.top(HOME);
        node.publish(HOME, 1);
        clock.advance(Duration.ofSeconds(-4));
        node.publish(HOME, 1);
        clock.advance(Duration.ofSeconds(5));
        node.publish(HOME, 1);
        assertThat(node.recover(HOME, start).messages())
                .hasSize(3)
                .isSortedAccordingTo(Comparator.comparingLong(StoredMessage::at));
    }

    @Test
    void recoveryTakesAsManyAsThereIsRoomFor() {
        Position start = node.top(HOME);
        node.publish(HOME, 9);
        int bytes = node.recover(HOME, start).messages().get(0).line().bytes();
        assertThat(node.recover(HOME, start, 3 * bytes).messages()).hasSize(3);
        assertThat(node.recover(HOME, start, 3 * bytes - 1).messages()).hasSize(2);
        assertThat(node.recover(HOME, start, 9 * bytes).more()).isFalse();
    }

    @Test
    void presenceOnAnotherNodeIsRefused() {
        TestNode other = brokers.node("b");
        assertThatIllegalArgumentException().isThrownBy(() -> node.broker().join(HOME, other.presence("ada", 1)));
    }

    @Test
    void askingWhatIsNotThereBeginsNoChannel() {
        node.history(HOME, Position.NONE, 10);
        node.leave(HOME, "ada");
        answer(node.broker().publishTransient(HOME, Line.of("{}")));
        assertThat(store.channels()).isZero();
    }

    @Test
    void channelThatNobodyUsesIsSweptAway() {
        node.publish(HOME, 1);
        TestNode.Listening live = node.listen(new ChannelName("listened-to"));
        node.join(new ChannelName("joined"), "ada", 1);
        clock.advance(Duration.ofHours(24));
        store.sweep();
        assertThat(store.channels()).isEqualTo(3);
        clock.advance(Duration.ofMillis(1));
        store.sweep();
        assertThat(store.channels()).isEqualTo(2);
        live.subscription().close();
        node.leave(new ChannelName("joined"), "ada");
        clock.advance(Duration.ofHours(24).plusMillis(1));
        store.sweep();
        assertThat(store.channels()).isZero();
    }

    @Test
    void closedNodeKeepsNoChannelAlive() {
        TestNode other = brokers.node("b");
        other.listen(HOME);
        other.join(HOME, "ada", 1);
        other.broker().close();
        clock.advance(Duration.ofHours(25));
        store.sweep();
        assertThat(store.channels()).isZero();
    }

    @Test
    void sweepingComesWithUse() {
        node.publish(new ChannelName("unused"), 1);
        clock.advance(Duration.ofHours(25));
        node.publish(HOME, 1);
        eventually("the unused one is swept away", () -> store.channels() == 1);
    }

    @Test
    void sweepingRemovesNothingReadable() {
        Position start = node.top(HOME);
        node.publish(HOME, 4);
        clock.advance(Duration.ofMinutes(40));
        node.publish(HOME, 3);
        clock.advance(Duration.ofMinutes(40));
        store.sweep();
        assertThat(node.recover(HOME, start.plus(4)).messages()).hasSize(3);
        assertThat(node.recover(HOME, start.plus(3)).recovered()).isFalse();
        node.publish(HOME, 20);
        assertThat(node.recover(HOME, start.plus(17)).messages()).hasSize(10);
        clock.advance(Duration.ofHours(2));
        store.sweep();
        assertThat(node.top(HOME)).isEqualTo(start.plus(27));
        node.publish(HOME, 12);
        assertThat(node.recover(HOME, start.plus(29)).messages()).hasSize(10);
        assertThat(node.recover(HOME, start.plus(39))).isEqualTo(new Recovery(true, List.of(), start.plus(39), false));
    }

    @Test
    void storesDoNotKnowOfEachOther() {
        MemoryStore another = new MemoryStore(Configuration.of(Map.of()), clock);
        try (MemoryBroker broker = new MemoryBroker(NodeIdentity.random("x"), another, Thread::new)) {
            TestNode other = new TestNode(NodeIdentity.random("x"), broker);
            TestNode.Listening live = other.listen(HOME);
            node.publish(HOME, 1);
            other.publish(HOME, 1);
            live.awaitClean(1);
        }
    }
}
