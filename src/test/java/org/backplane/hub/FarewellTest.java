package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node's clients see of its end. */
class FarewellTest {

    private static final ChannelName HOME = new ChannelName("home");

    private final HubFixture fixture = new HubFixture(Map.of("connections/per-user", "100000"));
    private final HubFixture.FaultyNode node = fixture.node();
    private final Hub hub = node.hub();

    @AfterEach
    void end() {
        fixture.close();
    }

    /** Closes the hub on a thread of its own. */
    private CompletableFuture<Duration> close() {
        CompletableFuture<Duration> closed = new CompletableFuture<>();
        long begun = System.nanoTime();
        fixture.threads()
                .newThread(() -> {
                    hub.close();
                    closed.complete(Duration.ofNanos(System.nanoTime() - begun));
                })
                .start();
        return closed;
    }

    private static String publishing(TestClient client) {
        return client.ask(new Command.Publish(HOME, Content.of("chat", JsonText.ofString("last")), true));
    }

    @Test
    void fewClientsDoNotWait() {
        TestClient ada = TestClient.named(hub, "Ada");

        assertThat(close().join()).isLessThan(Duration.ofSeconds(1));

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        assertThat(hub.status().ever().closed()).containsEntry(CloseReason.RESTART, 1L);
    }

    @Test
    void manyClientsGoOneAfterTheOther() {
        List<Long> ends = new CopyOnWriteArrayList<>();
        IntStream.range(0, 300)
                .forEach(i -> hub.open(closing(reason -> ends.add(System.nanoTime())), Identity.ANONYMOUS));

        assertThat(close().join()).isLessThan(Duration.ofSeconds(4));

        assertThat(ends).hasSize(300);
        List<Long> sorted = ends.stream().sorted().toList();
        assertThat(Duration.ofNanos(sorted.get(269) - sorted.get(30))).isGreaterThan(Duration.ofMillis(500));
    }

    private static Transport closing(Consumer<CloseReason> closed) {
        return new Transport() {
            @Override
            public void send(Frame frame, Sent sent) {
                sent.done(true);
            }

            @Override
            public void close(CloseReason reason) {
                closed.accept(reason);
            }

            @Override
            public String remoteAddress() {
                return "";
            }
        };
    }

    @Test
    void whatIsInFlightIsAnsweredBeforeTheEnd() {
        TestClient ada = TestClient.named(hub, "Ada");
        CompletableFuture<String> gate = new CompletableFuture<>();
        node.broker().holdPublishes(gate);
        String id = publishing(ada);
        CompletableFuture<Duration> closed = close();
        eventually("her turn", () -> !ada.connection().isOpen());

        gate.complete("now");

        assertThat(ada.answerTo(id).requiredString("type")).isEqualTo("published");
        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        assertThat(closed.join()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void whatIsQueuedIsSentBeforeTheEnd() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);
        ada.transport().hold();
        ada.ask(new Command.Unsubscribe(new ChannelName("elsewhere")));
        eventually(
                "a frame",
                () -> ada.transport().mostInFlight() == 1 && hub.status().now().queueBytes() > 0);
        long inFlight = hub.status().now().queueBytes();
        hub.publish(Caller.APPLICATION, HOME, Content.of("chat", JsonText.ofString("last")));
        eventually("a message that waits", () -> hub.status().now().queueBytes() > inFlight);
        CompletableFuture<Duration> closed = close();
        eventually("her turn", () -> !ada.connection().isOpen());
        assertThat(ada.transport().isClosed()).isFalse();

        ada.transport().release();

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        assertThat(ada.data(HOME)).containsExactly("last");
        assertThat(closed.join()).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void whoComesMeanwhileIsSentAwayAtOnce() {
        TestClient ada = TestClient.named(hub, "Ada");
        node.broker().holdPublishes(new CompletableFuture<>());
        publishing(ada);
        CompletableFuture<Duration> closed = close();
        eventually("her turn", () -> !ada.connection().isOpen());

        TestClient late = TestClient.silent(hub);

        assertThat(late.awaitClose()).isEqualTo(CloseReason.RESTART);
        assertThat(closed).isNotDone();
        closed.join();
    }

    @Test
    void deadBrokerAndClientsThatNeverReadDoNotHoldItUp() {
        List<TestClient> clients = IntStream.range(0, 300)
                .mapToObj(i -> TestClient.named(hub, "c"))
                .toList();
        clients.forEach(client -> client.subscribe(HOME));
        node.broker().holdPublishes(new CompletableFuture<>());
        node.broker().hang();
        clients.forEach(client -> client.transport().hold());
        clients.forEach(FarewellTest::publishing);
        clients.forEach(client -> client.ask(new Command.Unsubscribe(new ChannelName("elsewhere"))));

        assertThat(close().join()).isLessThan(Duration.ofMillis(4500));

        clients.forEach(client -> assertThat(client.awaitClose()).isEqualTo(CloseReason.RESTART));
        assertThat(hub.status().now().connections()).isZero();
        assertThat(hub.status().now().queueBytes()).isLessThan(300 * 200);
    }
}
