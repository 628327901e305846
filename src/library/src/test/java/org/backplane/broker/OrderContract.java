package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backplane.message.ChannelName;
import org.backplane.message.Message;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All subscribers get the same messages in the same order, without a gap or a duplicate. */
interface OrderContract extends ContractFixture {

    /** Threads that publish at the same time, half of them on each of two nodes. */
    int PUBLISHERS = 8;

    /** Messages that each of them publishes. */
    int EACH = 625;

    @Test
    @Tag("operation")
    default void everySubscriberOnEveryNodeSeesOneOrder() {
        BrokerNodes brokers = brokers("history/size", "10000");
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"), brokers.node("c"));
        List<TestNode.Listening> all =
                nodes.stream().map(node -> node.listen(HOME)).toList();
        Position start = all.get(0).start().position();

        List<List<Published>> answers =
                Publishers.concurrently(PUBLISHERS, publisher -> burst(nodes.get(publisher % 2), publisher));

        int total = PUBLISHERS * EACH;
        all.forEach(listening -> listening.awaitClean(total));
        List<String> order = all.get(0).listener().lines();
        assertThat(all).allSatisfy(listening -> assertThat(listening.listener().lines())
                .isEqualTo(order));
        assertThat(nodes.get(2).recoverAll(HOME, start, 256 << 10))
                .isEqualTo(all.get(2).listener().messages());
        assertThat(answers.stream().flatMap(List::stream).map(Published::position))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, total).mapToObj(start::plus).toList());
        assertEachPublisherIsInOrder(all.get(1).listener().messages());
    }

    /** Publishes without waiting for answers, as a busy connection does. */
    private static List<Published> burst(TestNode node, int publisher) {
        return IntStream.range(0, EACH)
                .mapToObj(i -> Publications.keyed(HOME, "u" + publisher, i % 3 == 0 ? "k" + i : "", "" + i))
                .map(node.broker()::publish)
                .toList()
                .stream()
                .map(Eventually::answer)
                .toList();
    }

    private static void assertEachPublisherIsInOrder(List<StoredMessage> messages) {
        Map<String, List<String>> byUser = new HashMap<>();
        messages.forEach(message -> byUser.computeIfAbsent(
                        Message.parse(message.line()).from().user(), user -> new ArrayList<>())
                .add(Publishers.dataOf(message)));
        List<String> expected =
                IntStream.range(0, EACH).mapToObj(Integer::toString).toList();
        assertThat(byUser).hasSize(PUBLISHERS).allSatisfy((user, data) -> assertThat(data)
                .isEqualTo(expected));
    }

    @Test
    default void concurrentChannelsAreIndependent() {
        int channels = 500;
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        List<ChannelName> names = IntStream.range(0, channels)
                .mapToObj(i -> new ChannelName("room:" + i))
                .toList();
        List<RecordingListener> listeners =
                names.stream().map(name -> new RecordingListener()).toList();
        List<Subscription> subscriptions = IntStream.range(0, channels)
                .mapToObj(i -> b.broker().subscribe(names.get(i), listeners.get(i)))
                .toList();
        List<Snapshot> starts = subscriptions.stream()
                .map(Subscription::live)
                .map(Eventually::answer)
                .toList();
        for (int round = 0; round < 3; round++) {
            names.stream()
                    .map(name -> a.broker().publish(Publications.of(name, "\"" + name + "\"")))
                    .toList()
                    .forEach(Eventually::answer);
        }
        for (int i = 0; i < channels; i++) {
            listeners.get(i).awaitMessages(3);
            listeners.get(i).assertClean(starts.get(i).position(), 3);
            assertThat(listeners.get(i).messages())
                    .extracting(Publishers::dataOf)
                    .containsOnly("\"room:" + i + "\"");
        }
    }

    @Test
    default void manyPublishersOnManyChannelsKeepEachInOrder() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        List<ChannelName> names =
                IntStream.range(0, 10).mapToObj(i -> new ChannelName("c" + i)).toList();
        List<TestNode.Listening> all =
                names.stream().map(name -> nodes.get(0).listen(name)).toList();
        List<Integer> sent = Publishers.concurrently(PUBLISHERS, publisher -> {
            IntStream.range(0, 200)
                    .mapToObj(i -> nodes.get(publisher % 2)
                            .broker()
                            .publish(Publications.of(names.get((publisher + i) % 10), "" + i)))
                    .toList()
                    .forEach(Eventually::answer);
            return 200;
        });
        assertThat(sent).hasSize(PUBLISHERS);
        all.forEach(listening -> listening.awaitClean(PUBLISHERS * 200 / 10));
    }
}
