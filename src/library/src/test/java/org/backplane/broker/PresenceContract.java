package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.backplane.broker.Eventually.answer;

import java.util.List;
import java.util.stream.IntStream;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.message.DisplayName;
import org.backplane.message.UserId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The members of a channel, on all nodes. */
interface PresenceContract extends ContractFixture {

    @Test
    @Tag("operation")
    default void userJoinsOnceAndLeavesOnceAcrossNodes() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        List<TestNode.Listening> all = List.of(a.listen(HOME), b.listen(HOME));
        a.join(HOME, "ada", 1);
        b.join(HOME, "ada", 2);
        a.leave(HOME, "ada");
        b.leave(HOME, "ada");
        assertThat(all).allSatisfy(live -> {
            live.listener().awaitPresences(4);
            assertThat(live.listener().presences())
                    .containsExactly(
                            new PresenceChange(Kind.JOINED, a.presence("ada", 1), 1),
                            new PresenceChange(Kind.CHANGED, b.presence("ada", 2), 1),
                            new PresenceChange(Kind.CHANGED, a.presence("ada", 0), 1),
                            new PresenceChange(Kind.LEFT, b.presence("ada", 0), 0));
        });
    }

    @Test
    default void snapshotNamesEveryUserOnEveryNode() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        List<Presence> expected =
                List.of(a.join(HOME, "ada", 1), b.join(HOME, "ada", 2), b.join(HOME, "bob", 1), a.join(HOME, "~k7", 3));
        assertThat(List.of(a, b)).allSatisfy(node -> {
            Snapshot now = node.snapshot(HOME);
            assertThat(now.count()).isEqualTo(3);
            assertThat(now.presences()).containsExactlyInAnyOrderElementsOf(expected);
        });
        b.leave(HOME, "ada");
        b.leave(HOME, "bob");
        assertThat(a.snapshot(HOME).count()).isEqualTo(2);
        assertThat(a.snapshot(HOME).presences()).containsExactlyInAnyOrder(expected.get(0), expected.get(3));
    }

    @Test
    default void anotherNameAndMoreConnectionsAreChanges() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        Presence first = node.join(HOME, "ada", 1);
        Presence more = node.join(HOME, "ada", 2);
        Presence renamed = new Presence(
                first.node(), first.nodeName(), first.user(), new DisplayName("Ådå 👩‍🚀 \"x\""), false, 2);
        answer(node.broker().join(HOME, renamed));
        live.listener().awaitPresences(3);
        assertThat(live.listener().presences())
                .containsExactly(
                        new PresenceChange(Kind.JOINED, first, 1),
                        new PresenceChange(Kind.CHANGED, more, 1),
                        new PresenceChange(Kind.CHANGED, renamed, 1));
        assertThat(node.snapshot(HOME).presences()).containsExactly(renamed);
    }

    @Test
    default void unchangedJoinIsNotDelivered() {
        TestNode node = brokers().node("a");
        TestNode.Listening live = node.listen(HOME);
        node.join(HOME, "ada", 1);
        node.join(HOME, "ada", 1);
        node.join(HOME, "bob", 1);
        live.listener().awaitPresences(2);
        assertThat(live.listener().presences())
                .extracting(change -> change.presence().user().value())
                .containsExactly("ada", "bob");
    }

    @Test
    default void leaveOfANonMemberIsNotDelivered() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        TestNode.Listening live = a.listen(HOME);
        b.leave(HOME, "ada");
        a.join(HOME, "ada", 1);
        b.leave(HOME, "ada");
        a.leave(HOME, "ada");
        a.leave(HOME, "ada");
        a.join(HOME, "bob", 1);
        live.listener().awaitPresences(3);
        assertThat(live.listener().presences())
                .extracting(PresenceChange::kind)
                .containsExactly(Kind.JOINED, Kind.LEFT, Kind.JOINED);
    }

    @Test
    @Tag("operation")
    default void usersAboveTheLimitAreOnlyCounted() {
        BrokerNodes brokers = brokers("presence/limit", "3");
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        IntStream.rangeClosed(1, 3).forEach(i -> a.join(HOME, "u" + i, 1));
        b.join(HOME, "u1", 1);
        assertThat(a.snapshot(HOME).presences()).hasSize(4);
        b.join(HOME, "u4", 1);
        assertThat(a.snapshot(HOME).count()).isEqualTo(4);
        assertThat(a.snapshot(HOME).presences()).isEmpty();
        a.leave(HOME, "u2");
        assertThat(a.snapshot(HOME).count()).isEqualTo(3);
        assertThat(a.snapshot(HOME).presences()).hasSize(4);
    }

    @Test
    default void everyJoinAndLeaveCountsOnceUnderConcurrency() {
        BrokerNodes brokers = brokers();
        List<TestNode> nodes = List.of(brokers.node("a"), brokers.node("b"));
        TestNode.Listening live = nodes.get(0).listen(HOME);
        Publishers.concurrently(4, thread -> {
            for (int i = 0; i < 25; i++) {
                nodes.get(thread % 2).join(HOME, "u" + i, 1 + thread);
            }
            return thread;
        });
        assertThat(nodes.get(1).snapshot(HOME).count()).isEqualTo(25);
        Publishers.concurrently(4, thread -> {
            for (int i = 0; i < 25; i++) {
                nodes.get(thread % 2).leave(HOME, "u" + i);
            }
            return thread;
        });
        assertThat(nodes.get(1).snapshot(HOME).count()).isZero();
        nodes.get(1).join(HOME, "last", 1);
        Eventually.eventually("the last", () -> last(live).equals("last"));
        assertThat(count(live, Kind.JOINED)).isEqualTo(26);
        assertThat(count(live, Kind.LEFT)).isEqualTo(25);
    }

    private static String last(TestNode.Listening live) {
        List<PresenceChange> changes = live.listener().presences();
        return changes.isEmpty()
                ? ""
                : changes.get(changes.size() - 1).presence().user().value();
    }

    private static long count(TestNode.Listening live, Kind kind) {
        return live.listener().presences().stream()
                .filter(change -> change.kind() == kind)
                .count();
    }

    @Test
    default void usersOfEveryScriptAreMembers() {
        TestNode node = brokers().node("a");
        List<String> users = List.of(
                "آدا",
                "एडा",
                "ада",
                "愛達",
                "עדה",
                "เอดา",
                "𐌰𐌳𐌰",
                "ada%20lovelace",
                "ada@example.org",
                "~k7q3",
                "A",
                "a");
        users.forEach(user -> node.join(HOME, user, 1));
        assertThat(node.snapshot(HOME).presences())
                .extracting(Presence::user)
                .containsExactlyInAnyOrderElementsOf(
                        users.stream().map(UserId::new).toList());
        users.forEach(user -> node.leave(HOME, user));
        assertThat(node.snapshot(HOME).count()).isZero();
    }

    @Test
    @Tag("operation")
    default void closedNodeRemovesItsUsers() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        TestNode.Listening live = a.listen(HOME);
        a.join(HOME, "ada", 1);
        b.join(HOME, "ada", 1);
        b.join(HOME, "bob", 1);
        b.broker().close();
        live.listener().awaitPresences(5);
        assertThat(a.snapshot(HOME).presences()).containsExactly(a.presence("ada", 1));
        assertThat(live.listener().presences().subList(3, 5))
                .allSatisfy(
                        change -> assertThat(change.presence().connections()).isZero())
                .extracting(
                        PresenceChange::kind, change -> change.presence().user().value())
                .containsExactlyInAnyOrder(tuple(Kind.LEFT, "bob"), tuple(Kind.CHANGED, "ada"));
    }
}
