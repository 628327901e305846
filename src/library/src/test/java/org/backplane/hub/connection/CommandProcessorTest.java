package org.backplane.hub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.backplane.hub.FakeTransport;
import org.backplane.hub.Hub;
import org.backplane.hub.HubFixture;
import org.backplane.hub.TestClient;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.StateChange;
import org.backplane.hub.limit.RejectionRate;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.backplane.security.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandProcessorTest {

    private static final ChannelName HOME = new ChannelName("home");

    private HubFixture fixture = new HubFixture(Map.of("connection/rate", "1", "connection/burst", "20"));

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void welcomeDescribesTheUserAndTheNode() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        JsonObject welcome = ada.await("welcome");
        assertThat(welcome.requiredString("name")).isEqualTo("Ada");
        assertThat(welcome.requiredString("user")).matches("~[a-z2-7]{26}");
        assertThat(welcome.requiredString("token")).hasSize(22);
        assertThat(welcome.requiredString("connection"))
                .isEqualTo(ada.connection().id());
        assertThat(welcome.requiredString("node")).isEqualTo("node0");
        assertThat(welcome.bool("verified", true)).isFalse();
        assertThat(welcome.number("ping")).hasValue(25_000);
        assertThat(welcome.number("maxBytes")).hasValue(32_768);
    }

    @Test
    void tokenIdentifiesTheUserOnEveryNode() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        TestClient back = ada.again(fixture.hub(), Optional.empty());

        assertThat(back.user()).isEqualTo(ada.user());
        assertThat(back.token()).isEqualTo(ada.token());
    }

    @Test
    void badTokenIsIgnoredAndANewOneIssued() {
        TestClient client = TestClient.silent(fixture.hub());

        client.ask(new Command.Hello(Optional.empty(), Optional.of("x".repeat(22)), Optional.empty()));

        assertThat(client.token()).hasSize(22).isNotEqualTo("x".repeat(22));
    }

    @Test
    void userOfTheContainerIsVerifiedAndGetsNoToken() {
        Identity identity = new Identity(Optional.of(User.ofPrincipal("ada", role -> false)), "ada");
        TestClient client = TestClient.silent(fixture.hub(), new FakeTransport(), identity);

        JsonObject welcome = client.answer(new Command.Hello(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(welcome.requiredString("user")).isEqualTo("ada");
        assertThat(welcome.requiredString("name")).isEqualTo("ada");
        assertThat(welcome.bool("verified", false)).isTrue();
        assertThat(welcome.string("token")).isEmpty();
    }

    @Test
    void firstLineMustBeHello() {
        TestClient client = TestClient.silent(fixture.hub());

        JsonObject error = client.answer(new Command.Pong());

        assertThat(error.requiredString("code")).isEqualTo("bad-request");
        assertThat(client.awaitClose()).isEqualTo(CloseReason.NO_HELLO);
    }

    @Test
    void malformedHelloIsAnsweredAndRefused() {
        TestClient client = TestClient.silent(fixture.hub());

        JsonObject error = client.answer(new Command.Malformed(Rejection.badRequest("what is this")));

        assertThat(error.requiredString("message")).isEqualTo("what is this");
        assertThat(client.awaitClose()).isEqualTo(CloseReason.NO_HELLO);
    }

    @Test
    void secondHelloRenames() {
        Hub hub = fixture.hub();
        TestClient ada = TestClient.named(hub, "Ada");
        ada.watch(HOME);
        ada.await("joined");

        JsonObject welcome = ada.answer(
                new Command.Hello(Optional.of(new DisplayName("Adele")), Optional.empty(), Optional.empty()));
        ada.publish(HOME, "hi");

        assertThat(welcome.requiredString("name")).isEqualTo("Adele");
        assertThat(ada.await("message").value("from").orElseThrow().value()).contains("\"name\":\"Adele\"");
        TestClient other = TestClient.named(hub, "Bob");
        other.await("a member by the new name", line -> {
            return other.answer(new Command.Who(HOME)).toString().contains("Adele");
        });
    }

    @Test
    void publishedMessageIsDeliveredToAllAndTheAnswerHasItsPosition() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        TestClient bob = TestClient.named(fixture.hub(), "Bob");
        ada.subscribe(HOME);
        bob.subscribe(HOME);

        JsonObject published = ada.publish(HOME, "hi");

        assertThat(published.requiredString("type")).isEqualTo("published");
        assertThat(bob.await("message").requiredString("position")).isEqualTo(published.requiredString("position"));
        assertThat(ada.await("message").requiredString("id"))
                .isEqualTo(bob.await("message").requiredString("id"));
    }

    @Test
    void transientMessageHasNeitherPositionNorKey() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        ada.subscribe(HOME);

        JsonObject published =
                ada.answer(new Command.Publish(HOME, new Content("typing", new JsonText("1"), "k"), false));

        assertThat(published.string("position")).isEmpty();
        assertThat(ada.await("message").fields()).doesNotContainKeys("position", "key");
        assertThat(ada.subscribe(HOME).requiredString("position")).endsWith(":0");
    }

    @Test
    void sameKeyIsStoredOnce() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        Command publish = new Command.Publish(HOME, new Content("chat", new JsonText("1"), "k"), true);

        assertThat(ada.answer(publish).requiredString("position"))
                .isEqualTo(ada.answer(publish).requiredString("position"));
    }

    @Test
    void unsubscribedClientReceivesNothingMore() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        ada.subscribe(HOME);

        ada.answer(new Command.Unsubscribe(HOME));
        ada.publish(HOME, "one");
        ada.subscribe(HOME);
        ada.publish(HOME, "two");

        ada.await("message");
        assertThat(ada.data(HOME)).containsExactly("two");
    }

    @Test
    void unsubscribingWithoutASubscriptionIsAnswered() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        assertThat(ada.answer(new Command.Unsubscribe(HOME)).requiredString("type"))
                .isEqualTo("unsubscribed");
    }

    @Test
    void subscribesAreAnsweredInOrder() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        List<String> ids = List.of(
                ada.ask(new Command.Subscribe(HOME, Optional.empty(), false)),
                ada.ask(new Command.Unsubscribe(HOME)),
                ada.ask(new Command.Subscribe(HOME, Optional.empty(), true)),
                ada.ask(new Command.Subscribe(HOME, Optional.empty(), false)));

        ids.forEach(ada::answerTo);
        assertThat(ada.lines().stream()
                        .filter(line -> line.value("id").isPresent())
                        .map(line -> line.value("id").orElseThrow().value()))
                .endsWith(ids.toArray(String[]::new));
    }

    @Test
    void historyIsReadInPagesOldestFirst() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        for (int i = 1; i <= 5; i++) {
            ada.publish(HOME, "m" + i);
        }

        JsonObject newest = ada.answer(new Command.History(HOME, new HistoryRequest(2, Position.NONE)));
        List<JsonObject> page = TestClient.elements(newest.value("messages").orElseThrow());
        Position before = Position.parse(page.get(0).requiredString("position"));
        JsonObject older = ada.answer(new Command.History(HOME, new HistoryRequest(100, before)));

        assertThat(newest.value("messages").orElseThrow().value()).containsSubsequence("m4", "m5");
        assertThat(newest.bool("more", false)).isTrue();
        assertThat(older.value("messages").orElseThrow().value())
                .containsSubsequence("m1", "m2", "m3")
                .doesNotContain("m4");
        assertThat(older.bool("more", true)).isFalse();
    }

    @Test
    void stateIsWrittenAndPushedIfItsVersionIsAsExpected() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        TestClient bob = TestClient.named(fixture.hub(), "Bob");
        bob.subscribe(HOME);

        JsonObject first = ada.answer(set("\"a\"", OptionalLong.of(0)));
        JsonObject conflict = ada.answer(set("\"b\"", OptionalLong.of(0)));

        assertThat(first.number("version")).hasValue(1);
        assertThat(bob.await("state").requiredString("key")).isEqualTo("topic");
        assertThat(conflict.requiredString("code")).isEqualTo("conflict");
        assertThat(conflict.value("current").orElseThrow().value()).isEqualTo("{\"value\":\"a\",\"version\":1}");
        assertThat(bob.subscribe(HOME).value("state").orElseThrow().value())
                .isEqualTo("{\"topic\":{\"value\":\"a\",\"version\":1}}");
        ada.answer(set("null", OptionalLong.empty()));
        bob.await(
                "the end of the document",
                line -> line.value("value").filter(JsonText::isNull).isPresent());
        assertThat(bob.subscribe(HOME).value("state").orElseThrow().value()).isEqualTo("{}");
    }

    @Test
    void tooLargeDocumentAndInvalidNameAreRefused() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        JsonObject large = ada.answer(set("\"" + "x".repeat(9000) + "\"", OptionalLong.empty()));
        JsonObject name = ada.answer(new Command.Publish(HOME, new Content("a b", new JsonText("1"), ""), true));

        assertThat(large.requiredString("code")).isEqualTo("too-large");
        assertThat(name.requiredString("code")).isEqualTo("bad-request");
    }

    @Test
    void reasonOfTheAuthorizerIsAnswered() {
        Hub hub = fixture.hub((operation, channel, user) ->
                operation == Operation.PUBLISH ? Decision.refused("readers only") : Decision.ALLOWED);
        TestClient ada = TestClient.named(hub, "Ada");

        JsonObject error = ada.publish(HOME, "hi");

        assertThat(error.requiredString("code")).isEqualTo("forbidden");
        assertThat(error.requiredString("message")).isEqualTo("readers only");
        assertThat(ada.subscribe(HOME).requiredString("type")).isEqualTo("subscribed");
    }

    @Test
    void commandsOverTheRateAreRefusedAndPongAndSubscribeAreCountedSeparately() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        for (int i = 0; i < 20; i++) {
            ada.answer(new Command.Unsubscribe(HOME));
        }

        JsonObject error = ada.answer(new Command.Unsubscribe(HOME));
        ada.ask(new Command.Pong());

        assertThat(error.requiredString("code")).isEqualTo("rate-limited");
        assertThat(error.bool("retry", false)).isTrue();
        assertThat(error.number("retryAfter").orElseThrow()).isBetween(1L, 1000L);
        assertThat(ada.subscribe(HOME).requiredString("type")).isEqualTo("subscribed");
        assertThat(ada.lines("error")).hasSize(1);
    }

    @Test
    void clientThatContinuesOverTheRateIsClosed() {
        TestClient ada = TestClient.named(fixture.hub(), "Ada");

        for (int i = 0; i < 20 + RejectionRate.REJECTIONS + 2; i++) {
            ada.ask(new Command.Unsubscribe(HOME));
        }

        assertThat(ada.awaitClose()).isEqualTo(CloseReason.FLOODING);
        assertThat(ada.lines("error")).hasSize(RejectionRate.REJECTIONS + 1);
    }

    @Test
    void clientWithoutANameIsAGuest() {
        TestClient client = TestClient.silent(fixture.hub());
        JsonObject welcome = client.answer(new Command.Hello(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(welcome.requiredString("name"))
                .isEqualTo("guest " + client.user().substring(0, 4));
    }

    @Test
    void subscriptionsOfAConnectionAreLimited() {
        fixture.close();
        fixture = new HubFixture(Map.of("connection/channels", "2"));
        TestClient ada = TestClient.named(fixture.hub(), "Ada");
        ada.subscribe(new ChannelName("one"));
        ada.subscribe(new ChannelName("two"));

        assertThat(ada.subscribe(new ChannelName("three")).requiredString("code"))
                .isEqualTo("too-large");
        assertThat(ada.subscribe(new ChannelName("one")).requiredString("type")).isEqualTo("subscribed");
        ada.answer(new Command.Unsubscribe(new ChannelName("one")));
        assertThat(ada.subscribe(new ChannelName("three")).requiredString("type"))
                .isEqualTo("subscribed");
    }

    @Test
    void newChannelsOfAUserAreLimited() {
        fixture.close();
        fixture = new HubFixture(Map.of("channels/created-per-minute-per-user", "2"));
        Hub hub = fixture.hub();
        TestClient ada = TestClient.named(hub, "Ada");
        ada.subscribe(new ChannelName("one"));
        ada.publish(new ChannelName("two"), "hi");

        JsonObject error = ada.publish(new ChannelName("three"), "hi");

        assertThat(error.requiredString("code")).isEqualTo("rate-limited");
        assertThat(ada.publish(new ChannelName("two"), "hi").requiredString("type"))
                .isEqualTo("published");
        assertThat(TestClient.named(hub, "Bob")
                        .publish(new ChannelName("three"), "hi")
                        .requiredString("type"))
                .isEqualTo("published");
    }

    private static Command set(String value, OptionalLong version) {
        return new Command.Set(HOME, new StateChange("topic", JsonText.parse(value), version));
    }
}
