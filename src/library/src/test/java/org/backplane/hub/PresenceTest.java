package org.backplane.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.command.Command;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private static final ChannelName HOME = new ChannelName("home");

    /** High limits, because the tests repeat requests until the answer is as expected. */
    private static final Map<String, String> SETTINGS = Map.of(
            "presence/grace", "PT0.3S",
            "presence/limit", "3",
            "connections/per-user", "100",
            "connection/burst", "100000");

    /** Long enough for twenty commands on a slow machine. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HubFixture fixture = new HubFixture(SETTINGS);

    @AfterEach
    void end() {
        fixture.close();
    }

    private static JsonObject member(JsonObject line) {
        return JsonObject.parse(line.value("member").orElseThrow().value());
    }

    @Test
    void firstConnectionJoinsAndLastOneLeavesAcrossNodes() {
        Hub a = fixture.hub();
        Hub b = fixture.hub();
        TestClient watcher = TestClient.named(a, "watcher");
        watcher.watch(HOME);
        watcher.await("joined");
        TestClient ada = TestClient.named(a, "Ada");
        ada.subscribe(HOME);
        watcher.await(
                "Ada",
                line -> line.toString().contains("\"Ada\"") && line.toString().contains("joined"));

        TestClient second = ada.again(b, Optional.empty());
        second.subscribe(HOME);
        watcher.await("both connections", line -> watcher.answer(new Command.Who(HOME))
                .toString()
                .contains("\"connections\":2,\"nodes\":[\"node0\",\"node2\"]"));
        ada.connection().ended();
        watcher.await("one connection", line -> watcher.answer(new Command.Who(HOME))
                .toString()
                .contains("\"connections\":1,\"nodes\":[\"node2\"]"));
        assertThat(watcher.lines("left")).isEmpty();
        second.answer(new Command.Unsubscribe(HOME));

        JsonObject left = watcher.await("left");
        assertThat(member(left).requiredString("user")).isEqualTo(ada.user());
        assertThat(left.number("count")).hasValue(1);
        assertThat(watcher.lines("joined")).hasSize(2);
    }

    /** A scenario on a node; returns false if the machine was too slow for the grace period. */
    @FunctionalInterface
    private interface Trial {
        boolean wasInTime(HubFixture.FaultyNode node);
    }

    /** Repeats a scenario on new nodes until the machine was fast enough. */
    private static void repeatUntilInTime(Trial trial) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("presence/grace", GRACE.toString());
        eventually("a return within the grace", GRACE.multipliedBy(60), () -> {
            try (HubFixture own = new HubFixture(settings)) {
                return trial.wasInTime(own.node());
            }
        });
    }

    private static boolean takesLessThanTheGrace(Runnable task) {
        long begun = System.nanoTime();
        task.run();
        return System.nanoTime() - begun < GRACE.toNanos();
    }

    @Test
    void userWhoReconnectsWithinTheGraceHasNotLeft() {
        repeatUntilInTime(PresenceTest::hasNotLeftAfterAReconnect);
    }

    private static boolean hasNotLeftAfterAReconnect(HubFixture.FaultyNode node) {
        TestClient watcher = TestClient.named(node.hub(), "watcher");
        watcher.watch(HOME);
        TestClient ada = TestClient.named(node.hub(), "Ada");
        ada.subscribe(HOME);
        watcher.await("Ada", line -> line.toString().contains("\"Ada\""));

        if (!takesLessThanTheGrace(() -> {
            ada.connection().ended();
            ada.again(node.hub(), Optional.empty()).subscribe(HOME);
        })) {
            return false;
        }

        Awaitility.await().during(GRACE.multipliedBy(2)).until(() -> watcher.lines("left")
                .isEmpty());
        assertThat(node.broker().leaves.get()).isZero();
        return true;
    }

    @Test
    void connectionsThatReconnectWithinTheGraceAreNotReported() {
        repeatUntilInTime(PresenceTest::reconnectsAreNotReported);
    }

    private static boolean reconnectsAreNotReported(HubFixture.FaultyNode node) {
        TestClient watcher = TestClient.named(node.hub(), "watcher");
        watcher.watch(HOME);
        TestClient ada = TestClient.named(node.hub(), "Ada");
        ada.subscribe(HOME);
        List<TestClient> more = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            TestClient one = ada.again(node.hub(), Optional.empty());
            one.subscribe(HOME);
            more.add(one);
        }
        eventually(
                "all connections",
                () -> watcher.answer(new Command.Who(HOME)).toString().contains("\"connections\":10"));
        int before = node.broker().joins.get();

        if (!takesLessThanTheGrace(() -> {
            more.forEach(one -> one.connection().ended());
            more.forEach(one -> ada.again(node.hub(), Optional.empty()).subscribe(HOME));
        })) {
            return false;
        }

        Awaitility.await()
                .during(GRACE.multipliedBy(2))
                .until(() -> node.broker().joins.get() == before);
        ada.connection().ended();
        eventually(
                "one connection less",
                () -> watcher.answer(new Command.Who(HOME)).toString().contains("\"connections\":9"));
        return true;
    }

    @Test
    void membersAreAnsweredOnlyIfAskedFor() {
        Hub hub = fixture.hub();
        TestClient ada = TestClient.named(hub, "Ada");
        ada.watch(HOME);
        ada.await("joined");

        TestClient bob = TestClient.named(hub, "Bob");
        assertThat(bob.subscribe(HOME).fields()).doesNotContainKeys("count", "members");
        assertThat(bob.watch(HOME).value("members").orElseThrow().value()).contains("\"Ada\"");
        assertThat(bob.lines("joined")).isEmpty();
    }

    @Test
    void tooManyMembersAreCountedAndNamedAgainWhenFew() {
        Hub hub = fixture.hub();
        TestClient watcher = TestClient.named(hub, "watcher");
        watcher.watch(HOME);
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            TestClient client = TestClient.named(hub, "c" + i);
            client.subscribe(HOME);
            clients.add(client);
        }

        watcher.await(
                "the count of all",
                line -> line.requiredString("type").equals("count")
                        && line.number("count").orElseThrow() == 7);
        assertThat(watcher.lines("joined")).hasSizeLessThanOrEqualTo(3);
        assertThat(watcher.lines("count")).hasSizeLessThanOrEqualTo(3);
        JsonObject many = watcher.answer(new Command.Who(HOME));
        assertThat(many.number("count")).hasValue(7);
        assertThat(many.value("members").orElseThrow().value()).isEqualTo("[]");

        clients.subList(0, 5).forEach(client -> client.connection().ended());
        eventually("the names of the few", () -> {
            JsonObject few = watcher.watch(HOME);
            return few.toString().contains("\"c5\"") && few.number("count").orElseThrow() == 2;
        });
    }

    @Test
    void failedJoinIsRepeatedByTheBrokerOnly() {
        HubFixture.FaultyNode node = fixture.node();
        TestClient watcher = TestClient.named(node.hub(), "watcher");
        watcher.watch(HOME);
        watcher.await("joined");
        TestClient ada = TestClient.named(node.hub(), "Ada");
        node.broker().down(true);
        ada.subscribe(HOME);
        eventually("a failed join", () -> node.broker().joins.get() == 2);

        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> node.broker().joins.get() == 2);

        node.broker().down(false);

        watcher.await("Ada", line -> line.toString().contains("\"Ada\""));
        assertThat(node.broker().joins).hasValue(2);
    }

    @Test
    void manyConnectionsAreReportedInFewCalls() {
        HubFixture.FaultyNode node = fixture.node();
        TestClient ada = TestClient.named(node.hub(), "Ada");
        ada.subscribe(HOME);
        node.broker().down(true);
        eventually("the first join", () -> node.broker().joins.get() == 1);
        for (int i = 0; i < 20; i++) {
            TestClient more = ada.again(node.hub(), Optional.empty());
            more.ask(new Command.Subscribe(HOME, Optional.empty(), false));
            more.ask(new Command.Hello(Optional.of(new DisplayName("A" + i)), Optional.empty(), Optional.empty()));
        }
        node.broker().down(false);

        TestClient watcher = TestClient.named(node.hub(), "watcher");
        eventually(
                "all connections",
                () -> watcher.answer(new Command.Who(HOME)).toString().contains("\"connections\":21"));
        assertThat(node.broker().joins.get()).isLessThan(10);
    }

    @Test
    void membersOfAClosedNodeLeave() {
        Hub a = fixture.hub();
        Hub b = fixture.hub();
        TestClient watcher = TestClient.named(a, "watcher");
        watcher.watch(HOME);
        TestClient ada = TestClient.named(b, "Ada");
        ada.subscribe(HOME);
        watcher.await("Ada", line -> line.toString().contains("\"Ada\""));

        b.close();

        assertThat(member(watcher.await("left")).requiredString("user")).isEqualTo(ada.user());
        assertThat(ada.awaitClose()).isEqualTo(CloseReason.RESTART);
    }
}
