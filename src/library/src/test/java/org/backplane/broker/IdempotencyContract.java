package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publications with the same idempotency key are stored once. */
interface IdempotencyContract extends ContractFixture {

    @Test
    @Tag("operation")
    default void sameKeyIsStoredOnceWithTheSameResult() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        TestNode.Listening live = b.listen(HOME);
        Published first = a.publish(Publications.keyed(HOME, "ada", "k", "1"));
        a.publish(Publications.of(HOME, "2"));
        assertThat(a.publish(Publications.keyed(HOME, "ada", "k", "1"))).isEqualTo(first);
        assertThat(b.publish(Publications.keyed(HOME, "ada", "k", "\"other data\"")))
                .isEqualTo(first);
        Published last = b.publish(Publications.of(HOME, "3"));
        assertThat(last.position()).isEqualTo(first.position().plus(2));
        live.awaitClean(3);
    }

    @Test
    default void sameKeyManyTimesInOneBurstIsStoredOnce() {
        TestNode node = brokers().node("a");
        List<CompletionStage<Published>> burst = IntStream.range(0, 200)
                .mapToObj(i -> node.broker().publish(Publications.keyed(HOME, "ada", "k" + i % 4, "" + i)))
                .toList();
        List<Position> answers =
                burst.stream().map(Eventually::answer).map(Published::position).toList();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).isEqualTo(answers.get(i % 4));
        }
        assertThat(new HashSet<>(answers)).hasSize(4);
        assertThat(node.top(HOME).offset()).isEqualTo(4);
    }

    @Test
    default void sameKeysFromTwoNodesAtOnceAreStoredOnce() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        TestNode.Listening live = nodes.get(1).listen(HOME);
        List<List<Published>> answers = Publishers.concurrently(2, publisher -> IntStream.range(0, 300)
                .mapToObj(i -> nodes.get(publisher).broker().publish(Publications.keyed(HOME, "ada", "k" + i, "" + i)))
                .toList()
                .stream()
                .map(Eventually::answer)
                .toList());
        assertThat(answers.get(0)).isEqualTo(answers.get(1)).doesNotHaveDuplicates();
        live.awaitClean(300);
        assertThat(nodes.get(0).top(HOME).offset()).isEqualTo(300);
    }

    @Test
    default void retriesKeepTheOrderOfOnePublisher() {
        TestNode node = brokers().node("a");
        List<CompletionStage<Published>> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Publication publication = Publications.keyed(HOME, "ada", "k" + i, "" + i);
            sent.add(node.broker().publish(publication));
            if (i >= 5) {
                sent.add(node.broker().publish(Publications.keyed(HOME, "ada", "k" + (i - 5), "" + (i - 5))));
            }
        }
        sent.forEach(Eventually::answer);
        Position start = new Position(node.top(HOME).epoch(), 0);
        assertThat(node.recover(HOME, start).messages())
                .extracting(Publishers::dataOf)
                .isEqualTo(IntStream.range(0, 200).mapToObj(Integer::toString).toList());
    }

    @Test
    default void sameKeyOfAnotherUserIsAnotherMessage() {
        TestNode node = brokers().node("a");
        Published adas = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        Published bobs = node.publish(Publications.keyed(HOME, "bob", "k", "2"));
        Published applications = node.publish(Publications.keyed(HOME, "", "k", "3"));
        assertThat(List.of(adas, bobs, applications))
                .extracting(published -> published.position().offset())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    default void keysThatLookAlikeAreDifferent() {
        TestNode node = brokers().node("a");
        List<String> keys =
                List.of("k", "K", "k ", "é", "e\u0301", "k\u00A0", "{k}", "k:0", "\"", "\\", "😀", "0", "00");
        keys.forEach(key -> node.publish(Publications.keyed(HOME, "ada", key, "1")));
        assertThat(node.top(HOME).offset()).isEqualTo(keys.size());
        keys.forEach(key -> node.publish(Publications.keyed(HOME, "ada", key, "1")));
        assertThat(node.top(HOME).offset()).isEqualTo(keys.size());
    }

    @Test
    default void sameKeyInAnotherChannelIsAnotherMessage() {
        TestNode node = brokers().node("a");
        ChannelName other = new ChannelName("other");
        Published here = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        Published there = node.publish(Publications.keyed(other, "ada", "k", "2"));
        assertThat(there.id()).isNotEqualTo(here.id());
        assertThat(node.recover(other, new Position(there.position().epoch(), 0))
                        .messages())
                .hasSize(1);
    }

    @Test
    default void withoutAKeyEveryPublishIsAMessage() {
        TestNode node = brokers().node("a");
        Publication publication = Publications.of(HOME, "1");
        node.publish(publication);
        node.publish(publication);
        assertThat(node.top(HOME).offset()).isEqualTo(2);
    }

    @Test
    @Tag("operation")
    default void keyIsForgottenAfterItsAge() {
        BrokerNodes brokers = brokers("publish/key-age", "PT1S");
        TestNode node = brokers.node("a");
        Published first = node.publish(Publications.keyed(HOME, "ada", "k", "1"));
        brokers.advance(Duration.ofMillis(1100));
        node.publish(Publications.keyed(HOME, "ada", "another", "2"));
        brokers.advance(Duration.ofMillis(1100));
        node.publish(Publications.keyed(HOME, "ada", "a third", "3"));
        Published again = node.publish(Publications.keyed(HOME, "ada", "k", "4"));
        assertThat(again.position()).isEqualTo(first.position().plus(3));
    }
}
