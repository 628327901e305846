package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Message;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.Sender;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A message gets a position, is stored when the publication completes, and reaches every node unchanged. */
interface PublishContract extends ContractFixture {

    /** JSON that a parser or formatter on the way might normalize. */
    List<String> ALL_KINDS_OF_JSON = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-0.0",
            "1E400",
            "1.000000000000000000000000000001",
            "123456789012345678901234567890",
            "\"\"",
            "\"{\"",
            "\"'\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"👩‍👩‍👧‍👦 🏳️‍🌈 𐌰𐌱𐌲 \uFFFD\uFFFE\"",
            "\"\u2028\u2029\u007F\u00A0\uFEFF\"",
            "\"e\u0301 \u00e9 क्षि ไทย 漢字 עברית العربية\"",
            "{}",
            "[]",
            "{\"b\":1,\"a\":2,\"\":3,\"b\\u0000\":[]}",
            "[[],{},[{\"a\":[null,true,-1.5e-7]}]]",
            "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH),
            "\"" + "x".repeat(30_000) + "\"",
            "\"" + "漢".repeat(10_000) + "\"");

    @Test
    default void offsetsStartAtOneAndAreContiguous() {
        TestNode node = brokers().node("a");
        Position start = node.top(HOME);
        List<Published> published = node.publish(HOME, 50);
        assertThat(start.offset()).isZero();
        assertThat(published)
                .extracting(Published::position)
                .isEqualTo(IntStream.rangeClosed(1, 50).mapToObj(start::plus).toList());
        assertThat(node.top(HOME)).isEqualTo(start.plus(50));
    }

    @Test
    default void epochHasAtLeastSixtyFourRandomBits() {
        TestNode node = brokers().node("a");
        List<String> epochs = IntStream.range(0, 20)
                .mapToObj(i -> node.publish(Publications.of(new ChannelName("c" + i), "1")))
                .map(published -> published.position().epoch())
                .toList();
        assertThat(epochs).doesNotHaveDuplicates().allSatisfy(epoch -> assertThat(epoch)
                .hasSizeGreaterThanOrEqualTo(11));
    }

    @Test
    default void resultOfPublishHasTheIdOfTheMessage() {
        TestNode node = brokers().node("a");
        Publication publication = Publications.of(HOME, "1");
        assertThat(node.publish(publication).id()).isEqualTo(publication.id());
    }

    @Test
    @Tag("operation")
    default void acknowledgedMessageIsStoredForEveryNode() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        Position start = b.top(HOME);
        for (int i = 1; i <= 20; i++) {
            Position position = a.publish(Publications.of(HOME, "" + i)).position();
            List<StoredMessage> stored = b.recover(HOME, start).messages();
            assertThat(stored).hasSize(i);
            assertThat(stored.get(i - 1).position()).isEqualTo(position);
        }
    }

    @Test
    default void messageContainsEverythingThePublisherSet() {
        TestNode node = brokers().node("a");
        Sender sender = new Sender("~k7", new DisplayName("Ådå \"quoted\" 👩‍🚀"), false, "c-7");
        Publication publication = new Publication(
                HOME, "id-1", "key \"1\"", "chat", sender, Optional.of(new UserId("bob")), JsonText.parse("{\"a\":1}"));
        TestNode.Listening listening = node.listen(HOME);
        Published published = node.publish(publication);
        listening.listener().awaitMessages(1);
        StoredMessage stored = listening.listener().messages().get(0);
        Message message = Message.parse(stored.line());
        assertThat(new Publication(
                        message.channel(),
                        message.id(),
                        message.key(),
                        message.name(),
                        message.from(),
                        message.to(),
                        message.data()))
                .isEqualTo(publication);
        assertThat(message.position()).isEqualTo(published.position()).isEqualTo(stored.position());
        assertThat(message.at().toEpochMilli()).isEqualTo(stored.at());
    }

    @Test
    default void anyJsonPassesUnchangedLiveRecoveredAndFromHistory() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode.Listening live = brokers.node("b").listen(HOME);
        ALL_KINDS_OF_JSON.forEach(json -> a.publish(Publications.of(HOME, json)));
        live.awaitClean(ALL_KINDS_OF_JSON.size());
        assertThat(live.listener().messages())
                .extracting(message -> Message.parse(message.line()).data().value())
                .isEqualTo(ALL_KINDS_OF_JSON);
        assertThat(a.recover(HOME, live.start().position()).messages())
                .isEqualTo(live.listener().messages());
        assertThat(a.history(HOME, Position.NONE, 100).messages())
                .isEqualTo(live.listener().messages());
    }

    @Test
    default void lineHasItsLengthInBytes() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        ALL_KINDS_OF_JSON.forEach(json -> node.publish(Publications.of(HOME, json)));
        live.awaitClean(ALL_KINDS_OF_JSON.size());
        assertThat(live.listener().messages()).extracting(StoredMessage::line).allSatisfy(line -> assertThat(line)
                .isEqualTo(Line.of(line.text())));
    }

    @Test
    default void timeOfMessagesNeverDecreases() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        for (int i = 0; i < 100; i++) {
            nodes.get(i % 2).publish(Publications.of(HOME, "" + i));
        }
        assertThat(nodes.get(0).history(HOME, Position.NONE, 100).messages())
                .hasSize(100)
                .isSortedAccordingTo(Comparator.comparingLong(StoredMessage::at));
    }

    @Test
    @Tag("operation")
    default void transientMessageReachesEveryNodeAndIsNotStored() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        List<TestNode.Listening> all = List.of(a.listen(HOME), brokers.node("b").listen(HOME));
        Line line = StoredMessage.transientLine(
                HOME, 0, Publications.of(HOME, "\"typing 👩‍🚀\"").body());
        answer(a.broker().publishTransient(HOME, line));
        all.forEach(listening -> listening.listener().awaitTransients(1));
        assertThat(all).allSatisfy(listening -> {
            assertThat(listening.listener().transients()).containsExactly(line);
            assertThat(listening.listener().messages()).isEmpty();
        });
        assertThat(a.history(HOME, Position.NONE, 100).messages()).isEmpty();
        assertThat(a.top(HOME)).isEqualTo(all.get(0).start().position());
    }

    @Test
    default void transientMessagesOfOneThreadKeepTheirOrder() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode.Listening live = brokers.node("b").listen(HOME);
        List<Line> lines = new ArrayList<>();
        for (Publication publication : Publications.several(HOME, 20)) {
            lines.add(StoredMessage.transientLine(HOME, 0, publication.body()));
        }
        lines.forEach(line -> answer(a.broker().publishTransient(HOME, line)));
        live.listener().awaitTransients(20);
        assertThat(live.listener().transients()).isEqualTo(lines);
    }
}
