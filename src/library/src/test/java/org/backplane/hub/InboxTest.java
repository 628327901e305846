package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Requester;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final HubFixture fixture = new HubFixture(Map.of());

    @AfterEach
    void end() {
        fixture.close();
    }

    private static ChannelName inbox(TestClient client) {
        return new ChannelName("@" + client.user());
    }

    private static JsonObject send(TestClient from, TestClient to, String text, String key) {
        return from.answer(new Command.Send(new UserId(to.user()), new Content("chat", JsonText.ofString(text), key)));
    }

    @Test
    void messageReachesTheRecipientOnAnyNodeAndTheSenderHasACopy() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        TestClient bob = TestClient.named(fixture.hub(), "Bob");
        TestClient eve = TestClient.named(fixture.hub(), "Eve");

        JsonObject published = send(ada, bob, "psst", "");

        JsonObject received = bob.await("message");
        JsonObject copy = ada.await("message");
        assertThat(received.requiredString("channel")).isEqualTo("@" + bob.user());
        assertThat(received.requiredString("to")).isEqualTo(bob.user());
        assertThat(copy.requiredString("channel")).isEqualTo("@" + ada.user());
        assertThat(copy.requiredString("to")).isEqualTo(bob.user());
        assertThat(copy.requiredString("id")).isEqualTo(received.requiredString("id"));
        assertThat(published.requiredString("channel")).isEqualTo("@" + ada.user());
        assertThat(published.requiredString("position")).isEqualTo(copy.requiredString("position"));
        assertThat(eve.lines("message")).isEmpty();
    }

    @Test
    void messageToTheSenderIsStoredOnce() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        send(ada, ada, "note", "");
        send(ada, ada, "end", "");

        ada.await("the last one", line -> line.toString().contains("end"));
        assertThat(ada.data(inbox(ada))).containsExactly("note", "end");
    }

    @Test
    void retryWithTheSameKeyStoresOnlyWhatIsMissing() {
        HubFixture.FaultyNode node = fixture.node();
        Hub hub = node.hub();
        TestClient ada = TestClient.named(hub, "Ada");
        TestClient bob = TestClient.named(hub, "Bob");
        node.broker().failNextPublishesAfter(1);

        JsonObject failed = send(ada, bob, "psst", "k");
        node.broker().down(false);
        JsonObject published = send(ada, bob, "psst", "k");

        assertThat(failed.requiredString("code")).isEqualTo("unavailable");
        assertThat(failed.bool("retry", false)).isTrue();
        assertThat(published.requiredString("type")).isEqualTo("published");
        assertThat(ada.await("message").requiredString("id"))
                .isEqualTo(bob.await("message").requiredString("id"));
        assertThat(bob.data(inbox(bob))).containsExactly("psst");
        assertThat(ada.data(inbox(ada))).containsExactly("psst");
    }

    @Test
    void onlyTheOwnerReadsAnInbox() {
        Hub hub = fixture.hub();
        TestClient ada = TestClient.named(hub, "Ada");
        ChannelName inbox = inbox(ada);
        TestClient eve = TestClient.named(hub, "Eve");
        Content content = Content.of("chat", new JsonText("1"));
        StateChange change = new StateChange("k", new JsonText("1"), OptionalLong.empty());

        List<Command> attempts = List.of(
                new Command.Subscribe(inbox, Optional.empty(), false),
                new Command.Publish(inbox, content, true),
                new Command.Publish(inbox, content, false),
                new Command.History(inbox, new HistoryRequest(1, Position.NONE)),
                new Command.Who(inbox),
                new Command.Set(inbox, change));

        assertThat(attempts)
                .allSatisfy(attempt ->
                        assertThat(eve.answer(attempt).requiredString("code")).isEqualTo("forbidden"));
    }

    @Test
    void ownerReadsTheInboxAndCannotPublishToIt() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        ChannelName inbox = inbox(ada);

        assertThat(ada.answer(new Command.Publish(inbox, Content.of("chat", new JsonText("1")), true))
                        .requiredString("code"))
                .isEqualTo("forbidden");
        assertThat(ada.answer(new Command.Who(inbox)).requiredString("code")).isEqualTo("forbidden");
        assertThat(ada.answer(new Command.History(inbox, new HistoryRequest(1, Position.NONE)))
                        .requiredString("type"))
                .isEqualTo("history");
        assertThat(ada.watch(inbox).fields()).doesNotContainKeys("count", "members");
    }

    @Test
    void inboxIsRecoveredAfterTheWelcome() {
        Hub hub = fixture.hub();
        TestClient ada = TestClient.named(hub, "Ada");
        TestClient bob = TestClient.named(hub, "Bob");
        send(ada, bob, "one", "");
        Position seen = Position.parse(bob.await("message").requiredString("position"));
        bob.connection().ended();
        send(ada, bob, "two", "");

        TestClient back = bob.again(hub, Optional.of(seen));
        send(ada, bob, "three", "");

        eventually("both messages", () -> back.data(inbox(bob)).size() == 2);
        assertThat(back.data(inbox(bob))).containsExactly("two", "three");
        assertThat(back.lines()).extracting(line -> line.requiredString("type")).startsWith("welcome", "subscribed");
    }

    @Test
    void inboxIsSubscribedWhenTheBrokerIsAvailable() {
        HubFixture.FaultyNode node = fixture.node();
        Hub hub = node.hub();
        node.broker().down(true);
        TestClient ada = TestClient.silent(hub);
        ada.answer(new Command.Hello(Optional.empty(), Optional.empty(), Optional.empty()));

        node.broker().down(false);

        assertThat(ada.await("subscribed").requiredString("channel")).isEqualTo("@" + ada.user());
        assertThat(ada.lines("error")).isEmpty();
    }

    @Test
    void applicationSendsWithoutAnInbox() {
        Hub hub = fixture.hub();
        TestClient ada = TestClient.named(hub, "Ada");

        hub.send(Requester.APPLICATION, new UserId(ada.user()), Content.of("news", new JsonText("1")));

        JsonObject from = JsonObject.parse(
                ada.await("message").value("from").orElseThrow().value());
        assertThat(from.requiredString("user")).isEmpty();
        assertThat(from.requiredString("name")).isEqualTo("application");
    }
}
