package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A closed broker leaves nothing behind. The end of its threads is asserted after every test. */
interface ClosingContract extends ContractFixture {

    @Test
    default void openBrokerIsAvailableAndAClosedOneIsNot() {
        TestNode node = brokers().node("a");
        node.publish(HOME, 1);
        assertThat(node.broker().status().available()).isTrue();
        node.broker().close();
        assertThat(node.broker().status().available()).isFalse();
    }

    @Test
    default void closingEndsTheThreadsDuringOperations() {
        BrokerNodes brokers = brokers();
        TestNode node = brokers.node("a");
        IntStream.range(0, 100).forEach(i -> node.listen(new ChannelName("c" + i)));
        assertThat(brokers.liveThreads()).isNotEmpty();
        node.publish(HOME, 100);
        node.broker().close();
        eventually("threads end", () -> brokers.liveThreads().isEmpty());
    }

    @Test
    default void operationsOfAClosedBrokerFail() {
        TestNode node = brokers().node("a");
        node.broker().close();
        List<ThrowingCallable> operations = List.of(
                () -> node.publish(Publications.of(HOME, "1")),
                () -> answer(node.broker().publishTransient(HOME, Line.of("{}"))),
                () -> node.recover(HOME, new Position("e", 0)),
                () -> node.history(HOME, Position.NONE, 1),
                () -> node.snapshot(HOME),
                () -> node.existing(HOME),
                () -> node.exists(HOME),
                () -> node.set(HOME, "x", "1", -1),
                () -> node.join(HOME, "ada", 1),
                () -> node.leave(HOME, "ada"),
                () -> answer(
                        node.broker().subscribe(HOME, new RecordingListener()).live()));
        assertThat(operations).allSatisfy(operation -> assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(operation));
    }

    @Test
    default void operationsInFlightCompleteWhenTheBrokerCloses() {
        TestNode node = brokers().node("a");
        List<Subscription> subscriptions = IntStream.range(0, 200)
                .mapToObj(i -> node.broker().subscribe(new ChannelName("c" + i), new RecordingListener()))
                .toList();
        List<CompletionStage<Published>> published = Publications.several(HOME, 200).stream()
                .map(node.broker()::publish)
                .toList();
        node.broker().close();
        Stream.concat(subscriptions.stream().map(Subscription::live), published.stream())
                .forEach(stage -> eventually(
                        "an answer", () -> stage.toCompletableFuture().isDone()));
    }

    @Test
    default void closingTwiceHasNoFurtherEffect() {
        TestNode node = brokers().node("a");
        node.listen(HOME);
        node.broker().close();
        node.broker().close();
        assertThat(node.broker().status().available()).isFalse();
    }

    @Test
    default void closedBrokerDeliversNothingMore() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        TestNode.Listening gone = b.listen(HOME);
        TestNode.Listening here = a.listen(HOME);
        b.broker().close();
        a.publish(HOME, 5);
        here.awaitClean(5);
        assertThat(gone.listener().messages()).isEmpty();
    }

    @Test
    @Tag("operation")
    default void otherNodesContinueAfterANodeCloses() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        Position start = a.top(HOME);
        a.publish(HOME, 3);
        TestNode b = brokers.node("b");
        TestNode.Listening live = b.listen(HOME);
        a.broker().close();
        b.publish(HOME, 2);
        live.awaitClean(2);
        assertThat(brokers.node("c").recover(HOME, start).messages()).hasSize(5);
    }
}
