package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.backplane.broker.Snapshot;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients that reconnect at once cost the broker few reads. */
class RecoveryStormTest {

    private static final ChannelName HOME = new ChannelName("home");
    private static final int CLIENTS = 2000;
    private static final int POSITIONS = 100;

    private final HubFixture fixture =
            new HubFixture(Map.of("history/size", "10000", "connections/per-user", "100000"));
    private final Hub otherHub = fixture.hub();
    private final HubFixture.FaultyNode node = fixture.node();
    private final Hub hub = node.hub();

    @AfterEach
    void end() {
        fixture.close();
    }

    private static Position subscribe(Hub hub) {
        return Position.parse(TestClient.named(hub, "observer").subscribe(HOME).requiredString("position"));
    }

    private void publish(int from, int to) {
        for (int i = from; i <= to; i++) {
            otherHub.publish(Requester.APPLICATION, HOME, Content.of("chat", JsonText.ofString(Integer.toString(i))));
        }
    }

    private static void assertCatchesUp(TestClient client, int missed, int top) {
        eventually("all that was missed", () -> client.data(HOME).size() == top - missed);
        assertThat(client.data(HOME))
                .isEqualTo(IntStream.rangeClosed(missed + 1, top)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private List<TestClient> reconnectAll(Position start) {
        List<TestClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> TestClient.named(hub, "c"))
                .toList();
        for (int i = 0; i < CLIENTS; i++) {
            clients.get(i).ask(new Command.Subscribe(HOME, Optional.of(start.plus(i % POSITIONS)), false));
        }
        return clients;
    }

    @Test
    void subscribedNodeAnswersAllFromMemory() {
        Position start = subscribe(hub);
        publish(1, POSITIONS);

        List<TestClient> clients = reconnectAll(start);

        for (int i = 0; i < CLIENTS; i += 97) {
            assertCatchesUp(clients.get(i), i % POSITIONS, POSITIONS);
        }
        assertThat(node.broker().recoveries.get()).isZero();
        assertThat(hub.status().ever().recalls()).isGreaterThanOrEqualTo(CLIENTS - POSITIONS);
    }

    @Test
    void newlySubscribedNodeNeedsFewReads() {
        Position start = subscribe(otherHub);
        publish(1, POSITIONS);

        List<TestClient> clients = reconnectAll(start);
        publish(POSITIONS + 1, POSITIONS + 50);

        for (int i = 0; i < CLIENTS; i += 97) {
            assertCatchesUp(clients.get(i), i % POSITIONS, POSITIONS + 50);
        }
        assertThat(node.broker().recoveries.get()).isBetween(1, 5);
    }

    @Test
    void newlySubscribedNodeWithASlowBrokerNeedsFewReads() {
        Position start = subscribe(otherHub);
        publish(1, POSITIONS);
        CompletableFuture<String> barrier = new CompletableFuture<>();
        node.broker().holdReads(barrier);

        List<TestClient> clients = reconnectAll(start);
        eventually("all wait", () -> hub.status().ever().recoveries() == CLIENTS);
        barrier.complete("now");

        for (int i = 0; i < CLIENTS; i += 97) {
            assertCatchesUp(clients.get(i), i % POSITIONS, POSITIONS);
        }
        assertThat(node.broker().recoveries.get()).isBetween(1, 5);
    }

    @Test
    void resetDropsTheRecentMessages() {
        Position start = subscribe(hub);
        publish(1, 3);
        Position later = new Position("newepoch", 0);
        TestClient ada = TestClient.named(hub, "Ada");

        node.broker().notifyLast(listener -> listener.reset(Snapshot.of(later, List.of(), 0, List.of())));
        int before = node.broker().recoveries.get();

        ada.subscribeSince(HOME, later);
        assertThat(node.broker().recoveries.get()).isEqualTo(before);
        ada.subscribeSince(HOME, start.plus(2));
        assertThat(node.broker().recoveries.get()).isEqualTo(before + 1);
    }
}
