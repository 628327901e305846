package org.backplane.hub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.backplane.broker.Snapshot;
import org.backplane.hub.FakeTransport;
import org.backplane.hub.FaultyBroker;
import org.backplane.hub.Hub;
import org.backplane.hub.HubFixture;
import org.backplane.hub.TestClient;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final ChannelName HOME = new ChannelName("home");

    private final HubFixture fixture = new HubFixture(Map.of(
            "connection/rate", "1000000",
            "connection/burst", "1000000",
            "history/size", "100000",
            "connection/queue-bytes", "512 KiB"));
    private final HubFixture.FaultyNode node = fixture.node();
    private final Hub hub = node.hub();
    private final FaultyBroker broker = node.broker();

    @AfterEach
    void end() {
        fixture.close();
    }

    private void publish(int from, int count, int bytes) {
        String padding = "x".repeat(bytes);
        for (int i = from; i < from + count; i++) {
            hub.publish(Requester.APPLICATION, HOME, Content.of("chat", JsonText.ofString(i + padding)));
        }
    }

    private static List<String> numbers(TestClient client) {
        return client.data(HOME).stream().map(data -> data.replace("x", "")).toList();
    }

    private static List<String> range(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private static void awaitNumbers(TestClient client, int from, int to) {
        String last = "\"" + to + "x";
        String end = "\"" + to + "\"";
        eventually("message " + to, () -> client.transport().frames().stream()
                .anyMatch(frame -> frame.contains("\"data\":" + last) || frame.contains("\"data\":" + end)));
        assertThat(numbers(client)).isEqualTo(range(from, to));
    }

    /** The position before the first message, from another node, so that the node under test has no recent messages. */
    private Position start() {
        return positionOn(fixture.hub());
    }

    /** The current position of the channel; the node is subscribed to the channel from now on. */
    private static Position positionOn(Hub hub) {
        TestClient observer = TestClient.named(hub, "observer");
        return Position.parse(observer.subscribe(HOME).requiredString("position"));
    }

    @Test
    void subscriberThatMissedNothingContinuesWithoutARead() {
        Position start = start();
        int before = broker.recoveries.get();
        TestClient ada = TestClient.named(hub, "Ada");

        JsonObject subscribed = ada.subscribeSince(HOME, start);
        publish(1, 1, 0);

        assertThat(subscribed.bool("recovered", false)).isTrue();
        assertThat(subscribed.requiredString("position")).isEqualTo(start.toString());
        awaitNumbers(ada, 1, 1);
        assertThat(broker.recoveries.get()).isEqualTo(before);
    }

    @Test
    void missedMessagesAreInTheAnswer() {
        Position start = start();
        publish(1, 3, 0);
        TestClient ada = TestClient.named(hub, "Ada");

        JsonObject subscribed = ada.subscribeSince(HOME, start.plus(1));

        assertThat(subscribed.bool("recovered", false)).isTrue();
        assertThat(subscribed.bool("more", true)).isFalse();
        assertThat(subscribed.requiredString("position"))
                .isEqualTo(start.plus(3).toString());
        assertThat(numbers(ada)).isEqualTo(range(2, 3));
    }

    @Test
    void messagesThatDoNotFitTheAnswerFollowAsPushes() {
        Position start = start();
        publish(1, 200, 5000);
        TestClient ada = TestClient.named(hub, "Ada");

        JsonObject subscribed = ada.subscribeSince(HOME, start);
        publish(201, 10, 0);

        assertThat(subscribed.bool("more", false)).isTrue();
        assertThat(subscribed.value("messages").orElseThrow().value().length()).isLessThan(256 * 1024);
        int answered =
                TestClient.elements(subscribed.value("messages").orElseThrow()).size();
        assertThat(subscribed.requiredString("position"))
                .isEqualTo(start.plus(answered).toString());
        awaitNumbers(ada, 1, 210);
    }

    @Test
    void unknownPositionIsNotRecoveredAndTheSubscriptionContinues() {
        Position start = start();
        publish(1, 3, 0);
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);

        for (Position unknown : List.of(new Position("other", 1), start.plus(99))) {
            JsonObject subscribed = ada.subscribeSince(HOME, unknown);
            assertThat(subscribed.bool("recovered", true)).isFalse();
            assertThat(subscribed.value("messages").orElseThrow().value()).isEqualTo("[]");
            assertThat(subscribed.requiredString("position"))
                    .isEqualTo(start.plus(3).toString());
        }
        publish(4, 1, 0);
        awaitNumbers(ada, 4, 4);
    }

    @Test
    void manyReconnectingClientsShareOneRead() {
        Position start = start();
        publish(1, 3, 0);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        broker.holdReads(barrier);
        int before = broker.recoveries.get();
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(TestClient.named(hub, "c" + i));
        }

        clients.forEach(client -> client.ask(new Command.Subscribe(HOME, Optional.of(start), false)));
        eventually("the read", () -> hub.status().ever().recoveries() == 10);
        barrier.complete("now");

        clients.forEach(client -> awaitNumbers(client, 1, 3));
        assertThat(broker.recoveries.get() - before).isEqualTo(1);
    }

    @Test
    void messagesDuringTheReadAreNeitherLostNorDuplicated() {
        Position start = start();
        publish(1, 3, 0);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        broker.holdReads(barrier);
        TestClient ada = TestClient.named(hub, "Ada");
        String id = ada.ask(new Command.Subscribe(HOME, Optional.of(start), false));
        eventually("the read", () -> broker.recoveries.get() > 0);

        publish(4, 3, 0);
        assertThat(ada.data(HOME)).isEmpty();
        barrier.complete("now");

        ada.answerTo(id);
        publish(7, 1, 0);
        awaitNumbers(ada, 1, 7);
    }

    @Test
    void messagesBeyondTheRecentOnesAreReadAgain() {
        Position start = start();
        publish(1, 3, 0);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        broker.holdReads(barrier);
        TestClient ada = TestClient.named(hub, "Ada");
        ada.ask(new Command.Subscribe(HOME, Optional.of(start), false));
        eventually("the read", () -> broker.recoveries.get() == 1);

        publish(4, 80, 5000);
        barrier.complete("now");

        awaitNumbers(ada, 1, 83);
        assertThat(broker.recoveries.get()).isGreaterThan(1);
    }

    @Test
    void readThatIsAheadOfTheChannelDuplicatesNothing() {
        publish(1, 1, 0);
        Position start = new Position(positionOn(hub).epoch(), 0);
        broker.holdLive();
        publish(2, 2, 0);
        TestClient ada = TestClient.named(hub, "Ada");
        JsonObject subscribed = ada.subscribeSince(HOME, start);
        assertThat(subscribed.requiredString("position"))
                .isEqualTo(start.plus(3).toString());
        publish(4, 2, 0);

        broker.releaseLive();

        awaitNumbers(ada, 1, 5);
        assertThat(broker.recoveries.get()).isEqualTo(1);
        publish(6, 1, 0);
        awaitNumbers(ada, 1, 6);
    }

    @Test
    void requestsDuringTheReadAreAnsweredAfterIt() {
        Position start = start();
        publish(1, 1, 0);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        broker.holdReads(barrier);
        TestClient ada = TestClient.named(hub, "Ada");
        List<String> ids = List.of(
                ada.ask(new Command.Subscribe(HOME, Optional.of(start), false)),
                ada.ask(new Command.Unsubscribe(HOME)),
                ada.ask(new Command.Subscribe(HOME, Optional.of(start), true)),
                ada.ask(new Command.Subscribe(HOME, Optional.empty(), false)));
        eventually("the read", () -> broker.recoveries.get() == 1);
        barrier.complete("now");

        ids.forEach(ada::answerTo);
        assertThat(ada.lines().stream()
                        .filter(line -> line.value("id").isPresent())
                        .map(line -> line.value("id").orElseThrow().value()))
                .endsWith(ids.toArray(String[]::new));
        publish(2, 1, 0);
        eventually("the last message", () -> numbers(ada).size() == 3);
        assertThat(numbers(ada)).containsExactly("1", "1", "2");
    }

    @Test
    void subscribingDuringPublishingLosesAndDuplicatesNothing() throws Exception {
        Position start = start();
        AtomicInteger delivered = new AtomicInteger();
        hub.subscribe(HOME, line -> delivered.incrementAndGet());
        Thread publisher = fixture.threads().newThread(() -> {
            for (int i = 1; i <= 1500; i += 3) {
                publish(i, 3, i % 4 == 0 ? 500 : 20);
                while (delivered.get() < i - 30) {
                    Thread.onSpinWait();
                }
            }
        });
        publisher.start();
        List<TestClient> clients = new ArrayList<>();
        while (publisher.isAlive() && clients.size() < 40) {
            TestClient client = TestClient.named(hub, "c" + clients.size());
            client.ask(new Command.Subscribe(HOME, Optional.of(start), false));
            clients.add(client);
        }
        publisher.join();

        assertThat(clients).hasSizeGreaterThan(10);
        clients.forEach(client -> awaitNumbers(client, 1, 1500));
    }

    @Test
    void slowClientThatCatchesUpIsNotFlooded() {
        Position start = start();
        publish(1, 300, 5000);
        FakeTransport transport = new FakeTransport();
        TestClient ada = TestClient.silent(hub, transport, Identity.ANONYMOUS);
        ada.ask(new Command.Hello(Optional.empty(), Optional.empty(), Optional.empty()));
        ada.await("subscribed");
        transport.hold();

        ada.ask(new Command.Subscribe(HOME, Optional.of(start), false));
        eventually("a frame that is not read", () -> hub.status().now().queueBytes() > 100_000);
        assertThat(ada.connection().isOpen()).isTrue();
        assertThat(hub.status().now().queueBytes()).isLessThan(512 * 1024);

        transport.release();
        awaitNumbers(ada, 1, 300);
    }

    @Test
    void slowConsumerIsClosedAndRecovers() {
        Position start = start();
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribeSince(HOME, start);
        TestClient quick = TestClient.named(hub, "quick");
        quick.subscribeSince(HOME, start);
        ada.transport().hold();

        for (int i = 1; i <= 200 && ada.connection().isOpen(); i++) {
            publish(i, 1, 5000);
            awaitNumbers(quick, 1, i);
        }
        assertThat(ada.awaitClose()).isEqualTo(CloseReason.SLOW);

        int top = numbers(quick).size();
        List<JsonObject> received = ada.lines("message");
        Position since = received.isEmpty()
                ? start
                : Position.parse(received.get(received.size() - 1).requiredString("position"));
        TestClient back = ada.again(hub, Optional.empty());
        back.subscribeSince(HOME, since);
        awaitNumbers(back, received.size() + 1, top);
    }

    @Test
    void resetIsPushedAndTheSubscriptionContinues() {
        Position start = start();
        TestClient ada = TestClient.named(hub, "Ada");
        ada.watch(HOME);

        broker.notifyLast(listener -> listener.reset(Snapshot.of(start.plus(41), List.of(), 0, List.of())));

        JsonObject reset = ada.await("reset");
        assertThat(reset.requiredString("position")).isEqualTo(start.plus(41).toString());
        assertThat(reset.fields()).containsKeys("state", "members");
        publish(1, 1, 0);
        awaitNumbers(ada, 1, 1);
    }

    @Test
    void resetDuringTheReadRepeatsTheRead() {
        Position start = start();
        publish(1, 3, 0);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        broker.holdReads(barrier);
        TestClient ada = TestClient.named(hub, "Ada");
        String id = ada.ask(new Command.Subscribe(HOME, Optional.of(start), false));
        eventually("the read", () -> broker.recoveries.get() == 1);

        broker.notifyLast(listener -> listener.reset(Snapshot.of(start.plus(3), List.of(), 0, List.of())));
        eventually("another read", () -> broker.recoveries.get() == 2);
        barrier.complete("now");

        ada.answerTo(id);
        publish(4, 1, 0);
        awaitNumbers(ada, 1, 4);
        assertThat(ada.lines("subscribed")).hasSize(2);
    }

    @Test
    void messagesOlderThanHistoryAreNotAnsweredFromMemory() {
        try (HubFixture forgetful = new HubFixture(Map.of("history/age", "PT2S", "connection/rate", "10000"))) {
            Hub warm = forgetful.hub();
            Position start = positionOn(warm);
            warm.publish(Requester.APPLICATION, HOME, Content.of("chat", JsonText.ofString("1")));
            TestClient ada = TestClient.named(warm, "Ada");
            assertThat(ada.subscribeSince(HOME, start).bool("recovered", false)).isTrue();

            eventually(
                    "the end of history", () -> !ada.subscribeSince(HOME, start).bool("recovered", true));

            assertThat(ada.subscribeSince(HOME, start.plus(1)).bool("recovered", false))
                    .isTrue();
        }
    }

    @Test
    void unavailableBrokerIsReportedAndTheSubscriptionRemoved() {
        TestClient ada = TestClient.named(hub, "Ada");
        broker.down(true);

        JsonObject error = ada.subscribe(HOME);

        assertThat(error.requiredString("code")).isEqualTo("unavailable");
        assertThat(error.bool("retry", false)).isTrue();
        broker.down(false);
        eventually("the inbox alone", () -> hub.status().now().channels() == 1);
        assertThat(ada.subscribe(HOME).requiredString("type")).isEqualTo("subscribed");
        publish(1, 1, 0);
        awaitNumbers(ada, 1, 1);
    }

    @Test
    void failedReadIsReportedAndTheNextSubscribeSucceeds() {
        Position start = start();
        publish(1, 2, 0);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        broker.holdReads(barrier);
        TestClient ada = TestClient.named(hub, "Ada");
        String id = ada.ask(new Command.Subscribe(HOME, Optional.of(start), false));
        eventually("the read", () -> broker.recoveries.get() == 1);
        broker.down(true);
        barrier.complete("now");

        assertThat(ada.answerTo(id).requiredString("code")).isEqualTo("unavailable");
        broker.down(false);
        ada.subscribeSince(HOME, start);
        awaitNumbers(ada, 1, 2);
    }

    @Test
    void nodeUnsubscribesSomeTimeAfterTheLastSubscriberLeft() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);
        assertThat(broker.subscriptions.get()).isEqualTo(2);

        ada.answer(new Command.Unsubscribe(HOME));
        assertThat(broker.subscriptions.get()).isEqualTo(2);

        eventually(
                "the end of the subscription",
                () -> broker.subscriptions.get() == 1 && hub.status().now().channels() == 1);
    }
}
