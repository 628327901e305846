package org.backplane.hub.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.backplane.hub.Hub;
import org.backplane.hub.HubFixture;
import org.backplane.hub.TestClient;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the clients see of a node that stops. */
class DrainTest {

    private static final ChannelName HOME = new ChannelName("home");

    private static final Map<String, String> SETTINGS = Map.of("connections/per-user", "100000");

    private HubFixture fixture = new HubFixture(SETTINGS);
    private HubFixture.FaultyNode node = fixture.node();
    private Hub hub = node.hub();

    @AfterEach
    void end() {
        fixture.close();
    }

    /** Repeats the scenario on another node if the machine was too slow for the time that a draining connection has. */
    private void inTime(BooleanSupplier wasInTime) {
        eventually("within the time of a connection", () -> {
            fixture.close();
            fixture = new HubFixture(SETTINGS);
            node = fixture.node();
            hub = node.hub();
            return wasInTime.getAsBoolean();
        });
    }

    private static boolean isOver(Duration time, long since) {
        return System.nanoTime() - since >= time.toNanos();
    }

    /** Closes the hub on a thread of its own. */
    private CompletableFuture<Void> close() {
        return CompletableFuture.runAsync(
                hub::close, task -> fixture.threads().newThread(task).start());
    }

    private static String publishing(TestClient client) {
        return client.ask(new Command.Publish(HOME, Content.of("chat", JsonText.ofString("last")), true));
    }

    @Test
    void connectionIsClosedWithRestart() {
        TestClient ada = TestClient.named(hub, "Ada");

        answer(close());

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        assertThat(hub.status().ever().closed()).containsEntry(CloseReason.RESTART, 1L);
    }

    @Test
    void periodGrowsWithTheConnectionsUpToItsBound() {
        assertThat(Drain.period(0)).isZero();
        assertThat(Drain.period(1)).isEqualTo(Duration.ofMillis(5));
        assertThat(Drain.period(100)).isEqualTo(Duration.ofMillis(500));
        assertThat(Drain.period(300)).isEqualTo(Duration.ofMillis(1500));
        assertThat(Drain.period(100_000)).isEqualTo(Duration.ofMillis(1500));
    }

    /** Repeated, because a machine that stalls meanwhile closes them all at once. */
    @Test
    void manyConnectionsAreClosedOverAPeriod() {
        eventually("connections closed over a period", DrainTest::closeOverAPeriod);
    }

    private static boolean closeOverAPeriod() {
        List<Long> ends = new CopyOnWriteArrayList<>();
        try (HubFixture own = new HubFixture(Map.of("connections/per-user", "100000"))) {
            Hub draining = own.hub();
            IntStream.range(0, 300)
                    .forEach(i -> draining.open(closing(reason -> ends.add(System.nanoTime())), Identity.ANONYMOUS));
        }
        assertThat(ends).hasSize(300);
        List<Long> sorted = ends.stream().sorted().toList();
        return sorted.get(269) - sorted.get(30) > Duration.ofMillis(500).toNanos();
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
    void requestInFlightIsAnsweredBeforeTheClose() {
        inTime(this::requestInFlightIsAnswered);
    }

    private boolean requestInFlightIsAnswered() {
        TestClient ada = TestClient.named(hub, "Ada");
        CompletableFuture<String> barrier = new CompletableFuture<>();
        node.broker().holdPublishes(barrier);
        publishing(ada);
        long begun = System.nanoTime();
        CompletableFuture<Void> closed = close();
        eventually("the drain of the connection", () -> !ada.connection().isOpen());

        barrier.complete("now");

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        answer(closed);
        if (ada.lines("published").isEmpty() && isOver(ClientConnection.ANSWER_TIME, begun)) {
            return false;
        }
        assertThat(ada.lines("published")).hasSize(1);
        return true;
    }

    @Test
    void queuedFramesAreSentBeforeTheClose() {
        inTime(this::queuedFramesAreSent);
    }

    private boolean queuedFramesAreSent() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);
        ada.transport().hold();
        ada.ask(new Command.Unsubscribe(new ChannelName("elsewhere")));
        eventually(
                "a frame",
                () -> ada.transport().mostInFlight() == 1 && hub.status().now().queueBytes() > 0);
        long inFlight = hub.status().now().queueBytes();
        hub.publish(Requester.APPLICATION, HOME, Content.of("chat", JsonText.ofString("last")));
        eventually("a message that waits", () -> hub.status().now().queueBytes() > inFlight);
        long begun = System.nanoTime();
        CompletableFuture<Void> closed = close();
        eventually("the drain of the connection", () -> !ada.connection().isOpen());
        boolean waited = !ada.transport().isClosed();

        ada.transport().release();

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        answer(closed);
        if ((!waited || ada.data(HOME).isEmpty()) && isOver(ClientConnection.DRAIN_TIME, begun)) {
            return false;
        }
        assertThat(waited).isTrue();
        assertThat(ada.data(HOME)).containsExactly("last");
        return true;
    }

    @Test
    void connectionOpenedDuringTheDrainIsClosedAtOnce() {
        TestClient ada = TestClient.named(hub, "Ada");
        node.broker().holdPublishes(new CompletableFuture<>());
        publishing(ada);
        CompletableFuture<Void> closed = close();
        eventually("the drain of the connection", () -> !ada.connection().isOpen());

        TestClient late = TestClient.silent(hub);

        assertThat(late.awaitClose()).isEqualTo(CloseReason.RESTART);
        answer(closed);
    }

    @Test
    void unavailableBrokerAndClientsThatNeverReadDoNotDelayTheDrain() {
        List<TestClient> clients = IntStream.range(0, 300)
                .mapToObj(i -> TestClient.named(hub, "c"))
                .toList();
        clients.forEach(client -> client.subscribe(HOME));
        node.broker().holdPublishes(new CompletableFuture<>());
        node.broker().hang();
        clients.forEach(client -> client.transport().hold());
        clients.forEach(DrainTest::publishing);
        clients.forEach(client -> client.ask(new Command.Unsubscribe(new ChannelName("elsewhere"))));

        answer(close());

        clients.forEach(client -> assertThat(client.awaitClose()).isEqualTo(CloseReason.RESTART));
        assertThat(hub.status().now().connections()).isZero();
        assertThat(hub.status().now().queueBytes()).isLessThan(300 * 200);
    }
}
