package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The state documents of a channel share one version counter, and no change is lost. */
interface StateContract extends ContractFixture {

    @Test
    default void versionsComeFromOneCounterOfTheChannel() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        assertThat(a.set(HOME, "x", "1")).isEqualTo(document("x", "1", 1));
        assertThat(b.set(HOME, "y", "2")).isEqualTo(document("y", "2", 2));
        assertThat(a.set(HOME, "x", "3")).isEqualTo(document("x", "3", 3));
        assertThat(b.snapshot(HOME).state()).containsExactlyInAnyOrder(document("x", "3", 3), document("y", "2", 2));
    }

    private static StateDocument document(String key, String value, long version) {
        return new StateDocument(key, JsonText.parse(value), version);
    }

    @Test
    default void resultHasTheEpochOfTheChannel() {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        assertThat(node.set(HOME, "x", "1", -1)).isEqualTo(new SetResult.Written(start.epoch(), document("x", "1", 1)));
    }

    @Test
    @Tag("operation")
    default void documentIsWrittenOnlyOverTheExpectedVersion() {
        TestNode node = brokers().node("a");
        assertThat(node.set(HOME, "x", "1", 0)).isInstanceOf(SetResult.Written.class);
        assertThat(node.set(HOME, "x", "2", 0)).isEqualTo(new SetResult.Conflict(document("x", "1", 1)));
        assertThat(node.set(HOME, "x", "2", 2)).isEqualTo(new SetResult.Conflict(document("x", "1", 1)));
        assertThat(node.set(HOME, "x", "2", 1)).isInstanceOf(SetResult.Written.class);
        assertThat(node.set(HOME, "x", "null", 1)).isEqualTo(new SetResult.Conflict(document("x", "2", 2)));
        assertThat(node.set(HOME, "y", "1", 2)).isEqualTo(new SetResult.Conflict(StateDocument.absent("y")));
        assertThat(node.snapshot(HOME).state()).containsExactly(document("x", "2", 2));
    }

    @Test
    default void versionIsNotUsedAgainAfterADeletion() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        node.set(HOME, "x", "1");
        assertThat(node.set(HOME, "x", "null", 1))
                .isEqualTo(new SetResult.Written(live.start().position().epoch(), document("x", "null", 2)));
        assertThat(node.snapshot(HOME).state()).isEmpty();
        assertThat(node.set(HOME, "x", "1", 1)).isEqualTo(new SetResult.Conflict(StateDocument.absent("x")));
        assertThat(node.set(HOME, "x", "1", 2)).isEqualTo(new SetResult.Conflict(StateDocument.absent("x")));
        assertThat(node.set(HOME, "x", "3", 0))
                .isEqualTo(new SetResult.Written(live.start().position().epoch(), document("x", "3", 3)));
        live.listener().awaitStates(3);
        assertThat(live.listener().states())
                .containsExactly(document("x", "1", 1), document("x", "null", 2), document("x", "3", 3));
    }

    @Test
    default void deletingAMissingDocumentHasNoEffect() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        assertThat(node.set(HOME, "x", "null")).isEqualTo(StateDocument.absent("x"));
        assertThat(node.set(HOME, "x", "null", 0)).isInstanceOf(SetResult.Written.class);
        assertThat(node.set(HOME, "x", "null", 1)).isEqualTo(new SetResult.Conflict(StateDocument.absent("x")));
        assertThat(node.set(HOME, "y", "1").version()).isOne();
        live.listener().awaitStates(1);
        assertThat(live.listener().states()).containsExactly(document("y", "1", 1));
    }

    @Test
    default void fullChannelRefusesAnotherDocument() {
        TestNode node = brokers("state/keys", "2").node("a");
        node.set(HOME, "x", "1");
        node.set(HOME, "y", "1");
        assertThat(node.set(HOME, "z", "1", -1)).isEqualTo(new SetResult.Full());
        assertThat(node.set(HOME, "z", "1", 0)).isEqualTo(new SetResult.Full());
        assertThat(node.set(HOME, "z", "null", -1)).isInstanceOf(SetResult.Written.class);
        assertThat(node.set(HOME, "x", "2").version()).isEqualTo(3);
        assertThat(node.set(HOME, "y", "null").version()).isEqualTo(4);
        assertThat(node.set(HOME, "z", "1").version()).isEqualTo(5);
    }

    @Test
    default void concurrentIncrementsFromTwoNodesLoseNothing() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        List<TestNode.Listening> all =
                nodes.stream().map(node -> node.listen(HOME)).toList();
        nodes.get(0).set(HOME, "counter", "0");
        Publishers.concurrently(4, thread -> {
            IntStream.range(0, 200).forEach(i -> increment(nodes.get(thread % 2)));
            return thread;
        });
        assertThat(nodes.get(0).snapshot(HOME).state()).containsExactly(document("counter", "800", 801));
        List<StateDocument> changes = IntStream.rangeClosed(0, 800)
                .mapToObj(i -> document("counter", "" + i, i + 1L))
                .toList();
        assertThat(all).allSatisfy(live -> {
            live.listener().awaitStates(801);
            assertThat(live.listener().states()).isEqualTo(changes);
        });
    }

    private static void increment(TestNode node) {
        StateDocument current = node.snapshot(HOME).state().get(0);
        while (true) {
            String next = "" + (Integer.parseInt(current.value().value()) + 1);
            SetResult result = node.set(HOME, "counter", next, current.version());
            if (!(result instanceof SetResult.Conflict conflict)) {
                return;
            }
            current = conflict.current();
        }
    }

    @Test
    @Tag("operation")
    default void changesReachEveryNodeInTheOrderOfTheirVersions() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        List<TestNode.Listening> all =
                nodes.stream().map(node -> node.listen(HOME)).toList();
        Publishers.concurrently(4, thread -> {
            IntStream.range(0, 50).forEach(i -> nodes.get(thread % 2).set(HOME, "k" + i % 7, "" + i));
            return thread;
        });
        assertThat(all).allSatisfy(live -> {
            live.listener().awaitStates(200);
            assertThat(live.listener().states())
                    .extracting(StateDocument::version)
                    .isEqualTo(IntStream.rangeClosed(1, 200)
                            .mapToObj(Long::valueOf)
                            .toList());
        });
        assertThat(all.get(0).listener().states())
                .isEqualTo(all.get(1).listener().states());
    }

    @Test
    default void anyJsonIsKeptUnchanged() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode.Listening live = brokers.node("b").listen(HOME);
        List<String> values = PublishContract.ALL_KINDS_OF_JSON.stream()
                .filter(json -> !json.equals("null") && json.length() < 8000)
                .toList();
        values.forEach(value -> a.set(HOME, "k" + values.indexOf(value), value));
        live.listener().awaitStates(values.size());
        assertThat(live.listener().states())
                .extracting(document -> document.value().value())
                .isEqualTo(values);
        assertThat(a.snapshot(HOME).state())
                .containsExactlyInAnyOrderElementsOf(live.listener().states());
    }

    @Test
    default void messagesAndStateHaveSeparateCounters() {
        TestNode node = brokers().node("a");
        node.set(HOME, "x", "1");
        assertThat(node.publish(HOME, 1).get(0).position().offset()).isOne();
        assertThat(node.set(HOME, "x", "2").version()).isEqualTo(2);
        assertThat(node.publish(HOME, 1).get(0).position().offset()).isEqualTo(2);
    }
}
