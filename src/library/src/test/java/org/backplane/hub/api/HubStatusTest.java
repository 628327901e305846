package org.backplane.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backplane.hub.Hub;
import org.backplane.hub.HubFixture;
import org.backplane.hub.TestClient;
import org.backplane.hub.api.HubStatus.Kind;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.ErrorCode;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The figures of a hub that administrators see. */
class HubStatusTest {

    private static final ChannelName HOME = new ChannelName("home");
    private static final ChannelName NEWS = new ChannelName("news");

    private final HubFixture fixture = new HubFixture(Map.of());
    private final HubFixture.FaultyNode node = fixture.node();
    private final Hub hub = node.hub();

    @AfterEach
    void end() {
        fixture.close();
    }

    private long stored() {
        return hub.status().storing().counts().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Content content() {
        return Content.of("chat", new JsonText("1"));
    }

    @Test
    void channelsAreSortedBySubscribersAndInboxesOnlyCounted() {
        TestClient ada = TestClient.named(hub, "Ada");
        TestClient bob = TestClient.named(hub, "Bob");
        ada.subscribe(HOME);
        ada.subscribe(NEWS);
        bob.subscribe(NEWS);

        assertThat(hub.status().subscribed())
                .isEqualTo(new HubStatus.SubscribedChannels(
                        List.of(new HubStatus.SubscribedChannel(NEWS, 2), new HubStatus.SubscribedChannel(HOME, 1)),
                        2));
    }

    @Test
    void channelWithoutSubscribersIsNotListed() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);
        ada.answer(new Command.Unsubscribe(HOME));

        eventually("no subscriber", () -> hub.status().subscribed().top().isEmpty());
    }

    @Test
    void fiftyChannelsWithTheMostSubscribersAreListed() {
        TestClient ada = TestClient.named(hub, "Ada");
        IntStream.range(0, 60).forEach(i -> ada.subscribe(new ChannelName("room" + i)));
        TestClient.named(hub, "Bob").subscribe(new ChannelName("room59"));

        assertThat(hub.status().subscribed().top())
                .hasSize(50)
                .startsWith(new HubStatus.SubscribedChannel(new ChannelName("room59"), 2));
    }

    @Test
    void everyStoredMessageIsCountedWithItsTime() {
        Requester caller = Requester.APPLICATION;
        answer(hub.publish(caller, HOME, content()));
        answer(hub.publish(caller, NEWS, content()));
        assertThat(stored()).isEqualTo(2);

        answer(hub.publishTransient(caller, HOME, content()));
        assertThat(stored()).as("transient messages are not stored").isEqualTo(2);
    }

    @Test
    void sentMessageIsCountedInBothInboxes() {
        TestClient ada = TestClient.named(hub, "Ada");
        TestClient bob = TestClient.named(hub, "Bob");
        ada.answer(new Command.Send(new UserId(bob.user()), content()));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void failedPublishIsNotCounted() {
        node.broker().down(true);
        assertThat(hub.publish(Requester.APPLICATION, HOME, content()).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10));
        assertThat(stored()).isZero();
    }

    @Test
    void messagesAndDeliveriesAreCountedByKind() {
        TestClient ada = TestClient.named(hub, "Ada");
        TestClient bob = TestClient.named(hub, "Bob");
        ada.subscribe(HOME);
        bob.subscribe(HOME);
        ada.publish(HOME, "hi");
        answer(hub.publishTransient(Requester.APPLICATION, HOME, content()));
        ada.answer(new Command.Send(new UserId(bob.user()), content()));

        eventually("all deliveries", () -> hub.status()
                .ever()
                .delivered()
                .equals(Map.of(Kind.STORED, 2L, Kind.TRANSIENT, 2L, Kind.PRIVATE, 2L, Kind.COPY, 0L)));
        assertThat(hub.status().ever().published())
                .isEqualTo(Map.of(Kind.STORED, 1L, Kind.TRANSIENT, 1L, Kind.PRIVATE, 1L, Kind.COPY, 1L));
    }

    @Test
    void refusalsAreCountedOnceByCodeForEveryEndpoint() {
        TestClient ada = TestClient.named(hub, "Ada");
        ChannelName foreign = ChannelName.inboxOf(new UserId("bob"));
        ada.answer(new Command.Subscribe(foreign, Optional.empty(), false));
        assertThat(hub.publish(Requester.APPLICATION, foreign, content()).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10));

        assertThat(hub.status().ever().refusals())
                .containsEntry(ErrorCode.FORBIDDEN, 2L)
                .containsEntry(ErrorCode.INTERNAL, 0L);
        assertThat(hub.status().ever().refused()).isEqualTo(2);
    }

    @Test
    void failedRecoveryIsCounted() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.answer(new Command.Subscribe(HOME, Optional.of(new Position("another", 7)), false));
        assertThat(hub.status().ever().unrecovered()).isEqualTo(1);
    }

    @Test
    void subscriptionsOfClientsAndHandlersAreCounted() {
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(HOME);
        hub.subscribe(HOME, line -> {});
        assertThat(hub.status().now().subscriptions())
                .as("an inbox and two of home")
                .isEqualTo(3);
    }
}
