package org.backplane.hub.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.backplane.broker.Eventually;
import org.backplane.hub.Hub;
import org.backplane.hub.HubFixture;
import org.backplane.hub.TestClient;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.UserId;
import org.backplane.security.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only channels that did not exist count against the limit, and a user at the limit can still use existing channels. */
class ChannelCreationTest {

    private static final ChannelName NEW = new ChannelName("new");
    private static final ChannelName EXISTING = new ChannelName("there");

    private final HubFixture nodes =
            new HubFixture(Map.of("channels/created-per-minute-per-user", "2", "channels/created-per-minute", "4"));
    private final HubFixture.FaultyNode node = nodes.node();
    private final Hub elsewhere = nodes.hub();
    private final TestClient ada = TestClient.named(node.hub(), "Ada");

    @AfterEach
    void end() {
        nodes.close();
    }

    private static void create(Hub hub, ChannelName channel) {
        answer(hub.publish(Requester.APPLICATION, channel, text("first")));
    }

    private static Content text(String text) {
        return Content.of("chat", JsonText.ofString(text));
    }

    private boolean exists(ChannelName channel) {
        return answer(node.broker().exists(channel));
    }

    private void useUp(TestClient client, String prefix) {
        for (int i = 0; i < 2; i++) {
            assertThat(type(client.publish(new ChannelName(prefix + i), "hi"))).isEqualTo("published");
        }
    }

    private static String type(JsonObject answer) {
        return answer.requiredString("type");
    }

    private static void assertLimited(JsonObject answer) {
        assertThat(answer.string("code")).contains("rate-limited");
        assertThat(answer.number("retryAfter").orElseThrow()).isBetween(1L, 31_000L);
    }

    @Test
    void userAtTheLimitIsRefusedAndCreatesNothing() {
        useUp(ada, "mine");

        assertLimited(ada.publish(NEW, "hi"));
        assertLimited(ada.subscribe(NEW));
        assertLimited(
                ada.answer(new Command.Set(NEW, new StateChange("topic", JsonText.parse("1"), OptionalLong.empty()))));
        assertLimited(ada.answer(new Command.Send(new UserId("nobody"), text("hi"))));

        assertThat(exists(NEW)).isFalse();
        assertThat(exists(ChannelName.inboxOf(new UserId("nobody")))).isFalse();
    }

    @Test
    void userAtTheLimitCanUseExistingChannels() {
        create(elsewhere, EXISTING);
        TestClient bob = TestClient.named(elsewhere, "Bob");
        useUp(ada, "mine");

        assertThat(type(ada.publish(EXISTING, "hi"))).isEqualTo("published");
        assertThat(type(ada.answer(new Command.Set(
                        EXISTING, new StateChange("topic", JsonText.parse("1"), OptionalLong.empty())))))
                .isEqualTo("state");
        assertThat(type(ada.answer(new Command.Send(new UserId(bob.user()), text("hi")))))
                .isEqualTo("published");
        assertThat(type(ada.subscribe(EXISTING))).isEqualTo("subscribed");
    }

    @Test
    void allUsersTogetherHaveALimit() {
        useUp(ada, "ada");
        useUp(TestClient.named(node.hub(), "Bob"), "bob");

        TestClient eve = TestClient.named(node.hub(), "Eve");
        assertLimited(eve.publish(NEW, "hi"));
        assertThat(type(eve.publish(new ChannelName("ada0"), "hi"))).isEqualTo("published");
    }

    @Test
    void existingChannelsDoNotCount() {
        for (int i = 0; i < 10; i++) {
            ChannelName channel = new ChannelName("old" + i);
            create(elsewhere, channel);
            assertThat(type(i % 2 == 0 ? ada.publish(channel, "hi") : ada.subscribe(channel)))
                    .isIn("published", "subscribed");
        }
        useUp(ada, "mine");
        assertLimited(ada.publish(NEW, "hi"));
    }

    @Test
    void subscribedChannelNeedsNoLookup() {
        create(elsewhere, EXISTING);
        TestClient.named(node.hub(), "Bob").subscribe(EXISTING);
        useUp(ada, "mine");
        int before = node.broker().lookups.get();

        ada.publish(EXISTING, "hi");
        ada.subscribe(EXISTING);

        assertThat(node.broker().lookups.get()).isEqualTo(before);
    }

    @Test
    void failedOperationsDoNotCount() {
        node.broker().down(true);
        for (int i = 0; i < 5; i++) {
            assertThat(ada.publish(new ChannelName("lost" + i), "hi").string("code"))
                    .contains("unavailable");
            assertThat(ada.subscribe(new ChannelName("lost" + i)).string("code"))
                    .contains("unavailable");
        }
        node.broker().down(false);
        useUp(ada, "mine");

        node.broker().down(true);
        assertThat(ada.publish(NEW, "hi").string("code")).contains("unavailable");
    }

    @Test
    void operationsRefusedForAnotherReasonDoNotCount() {
        for (int i = 0; i < 5; i++) {
            ada.publish(NEW, "x".repeat(40_000));
            ada.answer(new Command.Set(NEW, new StateChange("no key", JsonText.parse("1"), OptionalLong.empty())));
        }
        useUp(ada, "mine");
        assertThat(exists(NEW)).isFalse();
    }

    @Test
    void readsAndTransientMessagesCreateNothing() {
        useUp(ada, "mine");

        assertThat(type(ada.answer(new Command.Who(NEW)))).isEqualTo("members");
        assertThat(ada.answer(new Command.Who(NEW)).number("count")).hasValue(0L);
        assertThat(type(ada.answer(new Command.Publish(NEW, text("typing"), false))))
                .isEqualTo("published");
        assertThat(answer(node.hub().state(Requester.APPLICATION, NEW)).documents())
                .isEmpty();

        assertThat(exists(NEW)).isFalse();
    }

    @Test
    void messagesOfAConnectionKeepTheirOrderDuringTheLookup() {
        create(elsewhere, EXISTING);
        TestClient bob = TestClient.named(elsewhere, "Bob");
        bob.subscribe(EXISTING);
        useUp(ada, "mine");
        ada.subscribe(new ChannelName("mine0"));
        CompletableFuture<String> lookup = new CompletableFuture<>();
        node.broker().holdReads(lookup);

        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> ada.ask(new Command.Publish(EXISTING, text("m" + i), true)))
                .toList();
        assertThat(type(ada.publish(new ChannelName("mine0"), "other channels do not wait")))
                .isEqualTo("published");
        lookup.complete("now");

        assertThat(ids).extracting(ada::answerTo).allMatch(answer -> type(answer)
                .equals("published"));
        eventually("all are there", () -> bob.data(EXISTING).size() == 20);
        assertThat(bob.data(EXISTING))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void unsubscribeFollowsTheWaitingSubscribe() {
        create(elsewhere, EXISTING);
        useUp(ada, "mine");
        CompletableFuture<String> lookup = new CompletableFuture<>();
        node.broker().holdReads(lookup);

        String subscribe = ada.ask(new Command.Subscribe(EXISTING, Optional.empty(), false));
        String unsubscribe = ada.ask(new Command.Unsubscribe(EXISTING));
        lookup.complete("now");

        assertThat(type(ada.answerTo(subscribe))).isEqualTo("subscribed");
        assertThat(type(ada.answerTo(unsubscribe))).isEqualTo("unsubscribed");
        assertThat(ada.lines().indexOf(ada.answerTo(subscribe)))
                .isLessThan(ada.lines().indexOf(ada.answerTo(unsubscribe)));
    }

    @Test
    void requestWithoutAConnectionIsLimitedToo() {
        Requester rest = Requester.of(User.ofPrincipal("carl", role -> false), new DisplayName("Carl"));
        create(elsewhere, EXISTING);
        for (int i = 0; i < 2; i++) {
            answer(node.hub().publish(rest, new ChannelName("carl" + i), text("hi")));
        }

        assertThat(node.hub().publish(rest, NEW, text("hi")).toCompletableFuture())
                .failsWithin(Eventually.BOUND)
                .withThrowableThat()
                .havingCause()
                .withMessageContaining("rate-limited");
        answer(node.hub().publish(rest, EXISTING, text("hi")));
    }
}
