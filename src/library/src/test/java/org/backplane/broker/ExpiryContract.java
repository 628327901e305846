package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Expired content is gone, and requests for it report that. */
interface ExpiryContract extends ContractFixture {

    @Test
    default void messagesOlderThanHistoryAgeAreNeitherRecoveredNorRead() {
        BrokerNodes brokers = brokers("history/age", "PT1S");
        TestNode node = brokers.node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 3);
        brokers.advance(Duration.ofMillis(1100));
        assertThat(node.recover(HOME, start)).isEqualTo(new Recovery(false, List.of(), start.plus(3), false));
        assertThat(node.recover(HOME, start.plus(3))).isEqualTo(new Recovery(true, List.of(), start.plus(3), false));
        assertThat(node.history(HOME, Position.NONE, 100)).isEqualTo(new HistoryPage(List.of(), false));
    }

    @Test
    default void offsetsContinueAfterAllMessagesExpired() {
        BrokerNodes brokers = brokers("history/age", "PT1S");
        TestNode node = brokers.node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 3);
        brokers.advance(Duration.ofMillis(1100));
        assertThat(node.publish(HOME, 2)).extracting(Published::position).containsExactly(start.plus(4), start.plus(5));
        assertThat(node.recover(HOME, start.plus(2)).recovered()).isFalse();

        eventually("what was published last is read while it is new", () -> {
            brokers.advance(Duration.ofMillis(1100));
            Position last = node.top(HOME);
            node.publish(HOME, 2);
            List<StoredMessage> newer = node.recover(HOME, last).messages();
            return Tally.of(last, newer).equals(Tally.clean(2))
                    && node.history(HOME, Position.NONE, 100).equals(new HistoryPage(newer, false));
        });
    }

    /** After its age, or up to a sixteenth later. */
    @Test
    default void unusedChannelExpires() {
        BrokerNodes brokers = brokers("channel/age", "PT4S", "history/age", "PT1S");
        TestNode node = brokers.node("a");
        Position old = node.publish(HOME, 3).get(2).position();
        node.set(HOME, "topic", "1");
        brokers.advance(Duration.ofMillis(4400));
        Snapshot now = node.snapshot(HOME);
        assertThat(now.position().epoch()).isNotEqualTo(old.epoch());
        assertThat(now.position().offset()).isZero();
        assertThat(now.state()).isEmpty();
        assertThat(node.recover(HOME, old).recovered()).isFalse();
        assertThat(node.history(HOME, old, 100)).isEqualTo(new HistoryPage(List.of(), false));
        assertThat(node.publish(HOME, 1).get(0).position())
                .isEqualTo(now.position().plus(1));
        assertThat(node.set(HOME, "topic", "1").version()).isOne();
    }

    @Test
    default void stateOfAChannelThatIsOnlyPublishedToIsKept() {
        BrokerNodes brokers = brokers("channel/age", "PT4S", "history/age", "PT1S");
        TestNode node = brokers.node("a");
        eventually("a channel that was published to all the time", () -> {
            Position first = node.publish(HOME, 1).get(0).position();
            StateDocument topic = node.set(HOME, "topic", "1");
            boolean slow = false;
            for (int i = 0; i < 6; i++) {
                long begun = System.nanoTime();
                brokers.advance(Duration.ofSeconds(1));
                node.publish(HOME, 1);
                slow |= System.nanoTime() - begun > Duration.ofMillis(3500).toNanos();
            }
            Snapshot now = node.snapshot(HOME);
            assertThat(slow || now.position().equals(first.plus(6))).isTrue();
            assertThat(slow || now.state().equals(List.of(topic))).isTrue();
            return !slow;
        });
    }

    @Test
    @Tag("operation")
    default void subscribedChannelDoesNotExpire() {
        BrokerNodes brokers = brokers("channel/age", "PT4S", "history/age", "PT1S");
        TestNode node = brokers.node("a");
        TestNode.Listening live = node.listen(HOME);
        node.publish(HOME, 3);
        node.set(HOME, "topic", "1");
        brokers.advance(Duration.ofMillis(2500));
        brokers.advance(Duration.ofMillis(2500));
        Snapshot now = node.snapshot(HOME);
        assertThat(now.position()).isEqualTo(live.start().position().plus(3));
        assertThat(now.state()).hasSize(1);
        node.publish(HOME, 1);
        live.awaitClean(4);
    }
}
