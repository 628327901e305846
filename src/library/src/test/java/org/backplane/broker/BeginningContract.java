package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.junit.jupiter.api.Test;

/** A channel is created once, the operation that created it reports so, and reads that only look do not create it. */
interface BeginningContract extends ContractFixture {

    @Test
    default void onlyTheOperationThatCreatesAChannelReportsIt() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        ChannelName published = new ChannelName("published");
        ChannelName subscribed = new ChannelName("subscribed");
        ChannelName written = new ChannelName("written");
        ChannelName read = new ChannelName("read");

        assertThat(a.publish(published, 3)).extracting(Published::begun).containsExactly(true, false, false);
        assertThat(a.listen(subscribed).start().begun()).isTrue();
        assertThat(a.set(written, "x", "1", -1).begun()).isTrue();
        assertThat(a.snapshot(read).begun()).isTrue();

        for (ChannelName channel : List.of(published, subscribed, written, read)) {
            assertThat(b.publish(channel, 1).get(0).begun()).isFalse();
            assertThat(b.set(channel, "y", "1", -1).begun()).isFalse();
            assertThat(b.snapshot(channel).begun()).isFalse();
            assertThat(b.listen(channel).start().begun()).isFalse();
            assertThat(a.snapshot(channel).begun()).isFalse();
        }
    }

    @Test
    default void writeWithoutEffectCreatesAChannelToo() {
        TestNode node = brokers("state/keys", "1").node("a");
        ChannelName emptied = new ChannelName("emptied");

        assertThat(node.set(HOME, "x", "1", 7).begun()).isTrue();
        assertThat(node.set(HOME, "x", "1", 7).begun()).isFalse();
        assertThat(node.set(emptied, "x", "null", -1).begun()).isTrue();
        assertThat(node.set(emptied, "x", "null", -1).begun()).isFalse();
        node.set(HOME, "x", "1");
        assertThat(node.set(HOME, "y", "1", -1)).isEqualTo(new SetResult.Full());
    }

    @Test
    default void retryOfTheFirstMessageDoesNotReportACreation() {
        TestNode node = brokers().node("a");
        Published first = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        Published again = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        assertThat(first.begun()).isTrue();
        assertThat(again).isEqualTo(new Published(first.position(), first.id(), false));
    }

    @Test
    default void oneOfSeveralConcurrentOperationsCreatesTheChannel() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        List<Boolean> begun = Publishers.concurrently(8, number -> {
            TestNode node = nodes.get(number % 2);
            return number < 4
                    ? node.publish(Publications.of(HOME, "1")).begun()
                    : node.set(HOME, "k" + number, "1", -1).begun();
        });
        assertThat(begun).containsOnlyOnce(true);
    }

    @Test
    default void readOnlyOperationsCreateNoChannel() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");

        assertThat(a.exists(HOME)).isFalse();
        assertThat(a.existing(HOME)).isEmpty();
        assertThat(a.history(HOME, Position.NONE, 10)).isEqualTo(new HistoryPage(List.of(), false));
        assertThat(a.history(HOME, new Position("epoch", 3), 10)).isEqualTo(new HistoryPage(List.of(), false));
        answer(a.broker().publishTransient(HOME, Line.of("{}")));

        assertThat(a.exists(HOME)).isFalse();
        assertThat(b.exists(HOME)).isFalse();
        assertThat(b.listen(HOME).start().begun()).isTrue();
    }

    @Test
    default void createdChannelExistsOnEveryNodeWithoutMessages() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        a.listen(HOME).subscription().close();

        assertThat(Stream.of(a, b)).allMatch(node -> node.exists(HOME));
        assertThat(b.existing(HOME)).isEqualTo(Optional.of(a.snapshot(HOME)));

        a.set(HOME, "topic", "1");
        Presence ada = a.join(HOME, "ada", 1);
        Snapshot found = b.existing(HOME).orElseThrow();
        assertThat(found.presences()).containsExactly(ada);
        assertThat(found.state()).hasSize(1);
        assertThat(found.begun()).isFalse();
    }

    /** After its age, or up to a sixteenth later. */
    @Test
    default void expiredChannelDoesNotExistAndIsCreatedAgain() {
        BrokerNodes brokers = brokers("channel/age", "PT4S", "history/age", "PT1S");
        TestNode node = brokers.node("a");
        node.publish(HOME, 1);
        assertThat(node.exists(HOME)).isTrue();
        brokers.advance(Duration.ofMillis(4400));
        assertThat(node.exists(HOME)).isFalse();
        assertThat(node.existing(HOME)).isEmpty();
        assertThat(node.publish(HOME, 1).get(0).begun()).isTrue();
    }
}
