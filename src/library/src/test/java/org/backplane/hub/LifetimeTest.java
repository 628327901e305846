package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.HandlerRegistration;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.api.Transport;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Request;
import org.backplane.hub.command.Requester;
import org.backplane.hub.connection.ClientConnection;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static final ChannelName HOME = new ChannelName("home");

    private final HubFixture fixture = new HubFixture(Map.of(
            "connection/ping", "PT0.4S",
            "connection/hello", "PT0.4S",
            "connection/send-timeout", "PT0.4S",
            "connections/per-user", "2",
            "connections/per-address", "3"));
    private final Hub hub = fixture.hub();

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void clientWithoutHelloIsRefused() {
        TestClient silent = TestClient.silent(hub);

        assertThat(silent.awaitClose()).isEqualTo(CloseReason.NO_HELLO);
    }

    @Test
    void silentClientIsPingedOnceAndThenClosed() {
        TestClient ada = TestClient.named(hub, "Ada");

        ada.await("ping");

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.IDLE);
        assertThat(ada.lines("ping")).hasSize(1);
    }

    @Test
    void clientHasTimeToAnswerAPingAfterAStallOfTheNode() {
        try (HubFixture patient = new HubFixture(Map.of())) {
            TestClient ada = TestClient.named(patient.hub(), "Ada");
            ClientConnection connection = (ClientConnection) ada.connection();
            long later = System.nanoTime() + Duration.ofHours(1).toNanos();

            connection.check(later);
            connection.check(later + Duration.ofSeconds(12).toNanos());

            assertThat(connection.isOpen()).isTrue();
            ada.await("ping");

            connection.check(later + Duration.ofSeconds(13).toNanos());

            assertThat(ada.awaitClose()).isEqualTo(CloseReason.IDLE);
        }
    }

    @Test
    void everyLineKeepsTheConnectionOpen() {
        TestClient ada = TestClient.named(hub, "Ada");

        for (int i = 0; i < 5; i++) {
            int before = i;
            eventually("a ping", () -> ada.lines("ping").size() > before);
            ada.ask(i % 2 == 0 ? new Command.Pong() : new Command.Malformed(Rejection.badRequest("x")));
        }

        assertThat(ada.connection().isOpen()).isTrue();
    }

    @Test
    void clientThatDoesNotReadAFrameInTimeIsClosed() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.transport().hold();

        ada.ask(new Command.Unsubscribe(HOME));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            ada.ask(new Command.Pong());
            return !ada.connection().isOpen();
        });

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.SLOW);
    }

    @Test
    void connectionsOfAUserAreLimited() {
        TestClient ada = TestClient.named(hub, "Ada");
        TestClient second = ada.again(hub, Optional.empty());
        TestClient third = TestClient.silent(hub);

        String error = third.answer(new Command.Hello(Optional.empty(), Optional.of(ada.token()), Optional.empty()))
                .requiredString("code");

        assertThat(error).isEqualTo("rate-limited");
        assertThat(third.awaitClose()).isEqualTo(CloseReason.TOO_MANY_CONNECTIONS);
        second.connection().ended();
        assertThat(ada.again(hub, Optional.empty()).user()).isEqualTo(ada.user());
    }

    @Test
    void connectionsOfAnAddressAreLimited() {
        for (int i = 0; i < 3; i++) {
            TestClient.silent(hub, new FakeTransport("10.0.0.1"), Identity.ANONYMOUS);
        }

        TestClient fourth = TestClient.silent(hub, new FakeTransport("10.0.0.1"), Identity.ANONYMOUS);
        TestClient other = TestClient.silent(hub, new FakeTransport("10.0.0.2"), Identity.ANONYMOUS);

        assertThat(fourth.awaitClose()).isEqualTo(CloseReason.TOO_MANY_CONNECTIONS);
        assertThat(other.connection().isOpen()).isTrue();
    }

    @Test
    void applicationCanDisconnectAUser() {
        TestClient ada = TestClient.named(hub, "Ada");

        assertThat(hub.disconnect(new UserId(ada.user()))).isEqualTo(1);
        assertThat(ada.awaitClose()).isEqualTo(CloseReason.DISCONNECTED);
        assertThat(hub.disconnect(new UserId(ada.user()))).isZero();
    }

    @Test
    void connectionEndsWithItsLink() {
        try (HubFixture patient = new HubFixture(Map.of())) {
            Hub other = patient.hub();
            TestClient ada = TestClient.named(other, "Ada");
            ada.transport().hold();
            ada.ask(new Command.Unsubscribe(HOME));
            eventually(
                    "a send",
                    () -> ada.transport().mostInFlight() == 1
                            && other.status().now().queueBytes() > 0);

            ada.transport().fail();

            assertThat(ada.awaitClose()).isEqualTo(CloseReason.GONE);
            assertThat(other.status().now().connections()).isZero();
        }
    }

    @Test
    void statusCountsConnectionsAndIsZeroWhenAllHaveEnded() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);
        ada.publish(HOME, "hi");
        ada.await("message");
        ada.ask(new Command.Malformed(Rejection.badRequest("x")));

        HubStatus status = hub.status();
        assertThat(status.now()).extracting("connections", "users", "channels").containsExactly(1, 1, 2);
        assertThat(status.ever().received()).isEqualTo(4);
        assertThat(status.ever().refused()).isEqualTo(1);

        ada.connection().ended();
        HubStatus.Now nothing = new HubStatus.Now(0, 0, 0, 0, 0, status.now().queueLimit(), 0);
        eventually("nothing", () -> hub.status().now().equals(nothing));
        assertThat(hub.status().ever().closed()).containsEntry(CloseReason.GONE, 1L);
    }

    @Test
    void closedHubAcceptsNoConnectionAndHasNoThread() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);

        fixture.close();

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
        assertThat(TestClient.silent(hub).connection().isOpen()).isFalse();
        eventually("the end of the threads", () -> fixture.liveThreads() == 0);
    }

    @Test
    void sendingThreadsHaveThePlatformClassLoader() {
        ClassLoader[] seen = new ClassLoader[1];
        FakeTransport transport = new FakeTransport();
        Transport spy = new Transport() {
            @Override
            public void send(Frame frame, Sent sent) {
                seen[0] = Thread.currentThread().getContextClassLoader();
                transport.send(frame, sent);
            }

            @Override
            public void close(CloseReason reason) {}

            @Override
            public String remoteAddress() {
                return "";
            }
        };

        hub.open(spy, Identity.ANONYMOUS)
                .accept(new Request(Optional.of(new JsonText("1")), new Command.Malformed(Rejection.badRequest("x"))));

        eventually("a frame", () -> !transport.frames().isEmpty());
        assertThat(seen[0]).isSameAs(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void handlerIsSubscribedAfterAnOutageOfTheBroker() {
        HubFixture.FaultyNode node = fixture.node();
        node.broker().down(true);
        List<String> received = new CopyOnWriteArrayList<>();
        HandlerRegistration registration = node.hub().subscribe(HOME, line -> received.add(line.text()));
        node.broker().down(false);

        eventually("a message", () -> {
            node.hub().publish(Requester.APPLICATION, HOME, Content.of("news", new JsonText("1")));
            return !received.isEmpty();
        });
        registration.close();
        eventually(
                "the end of the subscription", () -> node.hub().status().now().channels() == 0);
    }
}
