package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.backplane.config.Configuration;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.backplane.security.AccessRules;
import org.backplane.security.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The effect of rules and logins on each command and push. */
class AccessTest {

    private static final ChannelName NEWS = new ChannelName("news");
    private static final ChannelName HOME = new ChannelName("home");
    private static final Command.Hello HELLO = new Command.Hello(Optional.empty(), Optional.empty(), Optional.empty());

    private HubFixture fixture = new HubFixture(Map.of());

    @AfterEach
    void end() {
        fixture.close();
    }

    private Hub hub(String rules) {
        return hub(rules, Map.of());
    }

    private Hub hub(String rules, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("access/rules", rules);
        fixture = new HubFixture(settings);
        return another(rules);
    }

    /** Another node on the same broker with other rules. */
    private Hub another(String rules) {
        return fixture.hub(AccessRules.of(Configuration.of(Map.of("access/rules", rules))));
    }

    private static TestClient login(Hub hub, String name, String... roles) {
        User user = User.ofPrincipal(name, Set.of(roles)::contains);
        TestClient client = TestClient.silent(hub, new FakeTransport(), new Identity(Optional.of(user), name));
        client.answer(HELLO);
        client.await("subscribed");
        return client;
    }

    @Test
    void commandWithoutARuleIsRefused() {
        TestClient guest = TestClient.named(hub("all to role:staff in news"), "Guest");

        for (Command command : List.of(
                new Command.Subscribe(NEWS, Optional.empty(), true),
                new Command.Subscribe(NEWS, Optional.of(new Position("e", 1)), false),
                new Command.Publish(NEWS, Content.of("chat", JsonText.NULL), true),
                new Command.Publish(NEWS, Content.of("chat", JsonText.NULL), false),
                new Command.Send(new UserId("ada"), Content.of("chat", JsonText.NULL)),
                new Command.History(NEWS, new HistoryRequest(10, Position.NONE)),
                new Command.Who(NEWS),
                new Command.Set(NEWS, new StateChange("topic", JsonText.NULL, OptionalLong.empty())))) {
            assertThat(guest.answer(command).requiredString("code"))
                    .as("%s", command)
                    .isEqualTo("forbidden");
        }
        guest.publish(new ChannelName("@" + guest.user()), "x");
        assertThat(guest.connection().isOpen()).isTrue();
    }

    @Test
    void commandWithARuleIsAllowed() {
        Hub hub = hub("all to role:staff in news, @*");
        TestClient ada = login(hub, "ada", "staff");
        TestClient bob = login(hub, "bob");

        assertThat(ada.watch(NEWS).requiredString("type")).isEqualTo("subscribed");
        assertThat(ada.publish(NEWS, "x").requiredString("type")).isEqualTo("published");
        assertThat(ada.answer(new Command.Who(NEWS)).requiredString("type")).isEqualTo("members");
        ada.answer(new Command.Send(new UserId("bob"), Content.of("chat", JsonText.ofString("psst"))));
        assertThat(bob.await("message").requiredString("to")).isEqualTo("bob");
    }

    @Test
    void membersAreHiddenWithoutTheRight() {
        Hub hub = hub("all to role:staff in news; subscribe, state to all in news");
        TestClient guest = TestClient.named(hub, "Guest");
        JsonObject subscribed = guest.watch(NEWS);

        TestClient ada = login(hub, "ada", "staff");
        ada.watch(NEWS);
        ada.publish(NEWS, "here");

        guest.await("message");
        assertThat(subscribed.value("members")).isEmpty();
        assertThat(subscribed.value("count")).isEmpty();
        assertThat(guest.lines("joined")).isEmpty();
    }

    @Test
    void stateIsHiddenWithoutTheRight() {
        Hub hub = hub("all to role:staff in news; subscribe, set to all in news");
        TestClient ada = login(hub, "ada", "staff");
        TestClient guest = TestClient.named(hub, "Guest");
        ada.subscribe(NEWS);
        set(ada, "secret", OptionalLong.empty());

        JsonObject subscribed = guest.subscribe(NEWS);
        set(ada, "secret again", OptionalLong.empty());
        JsonObject conflict = set(guest, "mine", OptionalLong.of(0));
        ada.publish(NEWS, "done");

        guest.await("message");
        assertThat(subscribed.value("state")).contains(new JsonText("{}"));
        assertThat(guest.lines("state")).isEmpty();
        assertThat(conflict.requiredString("code")).isEqualTo("conflict");
        assertThat(guest.lines().toString()).doesNotContain("secret");
    }

    private static JsonObject set(TestClient client, String value, OptionalLong version) {
        return client.answer(new Command.Set(NEWS, new StateChange("topic", JsonText.ofString(value), version)));
    }

    @Test
    void historyIsReportedAsLostWithoutTheRight() {
        Hub hub = hub("all to role:staff in news; subscribe to all in news");
        TestClient ada = login(hub, "ada", "staff");
        Position first = Position.parse(ada.publish(NEWS, "before").requiredString("position"));
        ada.publish(NEWS, "secret");

        TestClient guest = TestClient.named(hub, "Guest");
        JsonObject answer = guest.subscribeSince(NEWS, first);
        ada.publish(NEWS, "after");

        guest.await("message");
        assertThat(answer.bool("recovered", true)).isFalse();
        assertThat(guest.data(NEWS)).containsExactly("after");
        assertThat(ada.subscribeSince(NEWS, first).bool("recovered", false)).isTrue();
    }

    @Test
    void recoveryIsRefusedAfterTheRightWasRevoked() {
        Hub hub = hub("all to verified in *");
        TestClient ada = login(hub, "ada");
        ada.subscribe(HOME);
        Position last = Position.parse(ada.publish(HOME, "x").requiredString("position"));
        Hub stricter = another("all to role:staff in home");

        TestClient again = login(stricter, "ada");

        assertThat(again.subscribeSince(HOME, last).requiredString("code")).isEqualTo("forbidden");
        assertThat(login(stricter, "ada", "staff").subscribeSince(HOME, last).requiredString("type"))
                .isEqualTo("subscribed");
    }

    @Test
    void nodesAreNamedOnlyToVerifiedUsers() {
        Hub hub = hub("all to all in *; read to all in home");
        TestClient guest = TestClient.named(hub, "Guest");
        TestClient ada = login(hub, "ada");
        guest.watch(HOME);
        ada.watch(HOME);
        login(hub, "bob").subscribe(HOME);

        String node = hub.node().name();
        String bob = "\"user\":\"bob\"";
        assertThat(ada.await("welcome").string("node")).contains(node);
        assertThat(guest.await("welcome").string("node")).isEmpty();
        assertThat(joined(ada, bob)).contains("\"nodes\":[\"" + node + "\"]");
        assertThat(joined(guest, bob)).contains("\"nodes\":[]");
        assertThat(guest.answer(new Command.Who(HOME)).toString()).doesNotContain(node);
        assertThat(ada.answer(new Command.Who(HOME)).toString()).contains(node);
    }

    private static String joined(TestClient client, String who) {
        return client.await(
                        "news of " + who,
                        line -> line.requiredString("type").equals("joined")
                                && line.toString().contains(who))
                .toString();
    }

    @Test
    void nodeThatRequiresALoginRefusesAnonymousClients() {
        Hub hub = hub("all to all in *", Map.of("access/login", "staff"));
        TestClient guest = TestClient.silent(hub);

        assertThat(guest.answer(HELLO).requiredString("code")).isEqualTo("forbidden");
        assertThat(guest.awaitClose()).isEqualTo(CloseReason.NO_LOGIN);

        User bob = User.ofPrincipal("bob", role -> false);
        TestClient roleless = TestClient.silent(hub, new FakeTransport(), new Identity(Optional.of(bob), "bob"));
        assertThat(roleless.answer(HELLO).requiredString("code")).isEqualTo("forbidden");
        assertThat(roleless.awaitClose()).isEqualTo(CloseReason.NO_ROLE);

        assertThat(login(hub, "ada", "staff").subscribe(HOME).requiredString("type"))
                .isEqualTo("subscribed");
    }

    @Test
    void failingAuthorizerAllowsNothing() {
        Hub hub = fixture.hub((operation, channel, user) -> {
            throw new IllegalStateException("its database is gone");
        });
        TestClient guest = TestClient.named(hub, "Guest");

        JsonObject refused = guest.subscribe(HOME);

        assertThat(refused.requiredString("code")).isEqualTo("internal");
        assertThat(refused.toString()).doesNotContain("database");
    }
}
