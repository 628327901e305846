package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A subscriber that resumes at a position gets exactly the messages it missed, or is notified that they cannot be
 * recovered.
 */
interface RecoveryContract extends ContractFixture {

    @Test
    @Tag("operation")
    default void fromEachOffsetExactlyTheRestIsRecoveredOnEachNode() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        TestNode.Listening live = nodes.get(1).listen(HOME);
        Position start = live.start().position();
        nodes.get(0).publish(HOME, 40);
        live.awaitClean(40);
        List<StoredMessage> all = live.listener().messages();
        for (TestNode node : nodes) {
            for (int offset = 0; offset <= 40; offset++) {
                assertThat(node.recover(HOME, start.plus(offset)))
                        .isEqualTo(new Recovery(true, all.subList(offset, 40), start.plus(40), false));
            }
        }
    }

    @Test
    default void emptyChannelIsRecoveredFromItsStart() {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        assertThat(node.recover(HOME, start)).isEqualTo(new Recovery(true, List.of(), start, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 2_000, 10_000, 1_000_000})
    default void stepsAreBoundedAndMissNothing(int maxBytes) {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 60);
        List<StoredMessage> all = node.recover(HOME, start).messages();
        Position since = start;
        Recovery step;
        do {
            step = node.recover(HOME, since, maxBytes);
            int from = (int) since.offset();
            int to = (int) step.position().offset();
            assertThat(step.messages()).isNotEmpty().isEqualTo(all.subList(from, to));
            assertThat(step.messages().size() == 1 || bytes(step.messages()) <= maxBytes)
                    .isTrue();
            assertThat(step.more()).isEqualTo(to < 60);
            since = step.position();
        } while (step.more());
    }

    private static int bytes(List<StoredMessage> messages) {
        return messages.stream().mapToInt(message -> message.line().bytes()).sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AAAAAAAAAAAAAAAA:0", "AAAAAAAAAAAAAAAA:2", "x:1", "_:999999999999999", "-:0", "-:1", "0:1"})
    default void positionOfAnUnknownEpochIsNotRecovered(String unknown) {
        TestNode node = brokers().node("a");
        Position top = node.publish(HOME, 3).get(2).position();
        assertThat(node.recover(HOME, Position.parse(unknown))).isEqualTo(new Recovery(false, List.of(), top, false));
    }

    @Test
    default void positionOfAnotherChannelIsNotRecovered() {
        TestNode node = brokers().node("a");
        Position top = node.publish(HOME, 3).get(2).position();
        Position foreign =
                node.publish(Publications.of(new ChannelName("other"), "1")).position();
        assertThat(node.recover(HOME, foreign)).isEqualTo(new Recovery(false, List.of(), top, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 1000, 999_999_999_999_999L})
    default void positionAheadOfTheTopIsNotRecovered(long offset) {
        TestNode node = brokers().node("a");
        Position top = node.publish(HOME, 3).get(2).position();
        Position ahead = new Position(top.epoch(), offset);
        assertThat(node.recover(HOME, ahead)).isEqualTo(new Recovery(false, List.of(), top, false));
    }

    @Test
    default void positionInAChannelThatNeverExistedIsNotRecovered() {
        TestNode node = brokers().node("a");
        Recovery recovery = node.recover(HOME, new Position("AAAAAAAAAAAAAAAA", 5));
        assertThat(recovery).isEqualTo(new Recovery(false, List.of(), node.top(HOME), false));
    }

    @Test
    default void historySizeMessagesAreRecoveredAndGapsAreReported() {
        TestNode node = brokers("history/size", "100").node("a");
        Position start = node.top(HOME);
        node.publish(HOME, 1100);
        boolean recoverable = false;
        for (int offset = 0; offset <= 1100; offset += 20) {
            Recovery recovery = node.recover(HOME, start.plus(offset));
            assertThat(recovery.position()).isEqualTo(start.plus(1100));
            assertThat(recovery.messages()).hasSize(recovery.recovered() ? 1100 - offset : 0);
            assertThat(Tally.of(start.plus(offset), recovery.messages()))
                    .isEqualTo(Tally.clean(recovery.messages().size()));
            assertThat(recovery.recovered() || !recoverable).as("what is newer").isTrue();
            recoverable = recovery.recovered();
            assertThat(recoverable || offset < 1000).as("the last 100").isTrue();
        }
        assertThat(node.recover(HOME, start).recovered()).as("all 1100").isFalse();
    }

    @Test
    default void recoveryWhilePublishingHasNoGap() {
        BrokerNodes brokers = brokers("history/size", "5000");
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        Position start = b.top(HOME);
        List<Integer> counts = Publishers.concurrently(2, publisher -> {
            if (publisher == 0) {
                return a.publish(HOME, 2000).size();
            }
            int read = 0;
            while (read < 2000) {
                List<StoredMessage> messages = b.recoverAll(HOME, start.plus(read), 20_000);
                assertThat(Tally.of(start.plus(read), messages)).isEqualTo(Tally.clean(messages.size()));
                read += messages.size();
            }
            return read;
        });
        assertThat(counts).containsExactly(2000, 2000);
    }
}
