package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** Tests that many joins and leaves at once take few commands, and are delivered in order. */
class RedisCrowdTest {

    private static final ChannelName OTHER = new ChannelName("other");
    private static final int CROWD = 2_000;
    private static final Pattern MORE_ARGUMENTS = Pattern.compile("\\.\\.\\. \\((\\d+) more arguments\\)");

    /** Three calls a second are the node's own upkeep, on a slow machine for many seconds; the others are the crowd's. */
    private static final int FEW = 200;

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("presence/lease", "PT1S", "presence/limit", "5000");
    private final TcpProxy way = TcpProxy.to(brokers.redis().port());
    private final TestNode a = brokers.node("a");

    @AfterEach
    void end() {
        try (way) {
            brokers.close();
        }
    }

    static long calls(RedisServer redis, String command) {
        Matcher line =
                Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(redis.command("INFO", "commandstats"));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private static List<String> crowd(int size) {
        return IntStream.range(0, size).mapToObj(i -> "u" + i).toList();
    }

    private static List<CompletionStage<Void>> join(TestNode node, List<String> users) {
        return users.stream()
                .map(user -> node.broker().join(HOME, node.presence(user, 1)))
                .toList();
    }

    private static List<CompletionStage<Void>> leave(TestNode node, List<String> users) {
        return users.stream()
                .map(user -> node.broker().leave(HOME, new UserId(user)))
                .toList();
    }

    private static List<Tuple> changes(TestNode.Listening listening) {
        return listening.listener().presences().stream()
                .map(change -> tuple(change.kind(), change.presence().user().value(), change.count()))
                .toList();
    }

    private static Stream<Tuple> inTurn(Kind kind, List<String> users, int first, int step) {
        return IntStream.range(0, users.size()).mapToObj(i -> tuple(kind, users.get(i), first + i * step));
    }

    @Test
    void manyJoinsAndLeavesTakeFewCallsAndAreDeliveredInOrder() {
        TestNode.Listening here = brokers.node("b").listen(HOME);
        List<String> users = crowd(CROWD);
        long scripts = calls(brokers.redis(), "evalsha");
        long published = calls(brokers.redis(), "publish");

        join(a, users).forEach(outcome -> answer(outcome));
        leave(a, users).forEach(outcome -> answer(outcome));

        here.listener().awaitPresences(2 * CROWD);
        assertThat(calls(brokers.redis(), "evalsha") - scripts).isLessThan(FEW);
        assertThat(calls(brokers.redis(), "publish") - published).isLessThan(FEW);
        assertThat(changes(here))
                .containsExactlyElementsOf(
                        Stream.concat(inTurn(Kind.JOINED, users, 1, 1), inTurn(Kind.LEFT, users, CROWD - 1, -1))
                                .toList());
        assertThat(here.listener().refreshes()).isEmpty();
    }

    @Test
    void leavesOfAClosedNodeArePublishedInFewBatches() {
        TestNode b = brokers.node("b");
        TestNode.Listening here = a.listen(HOME);
        List<String> users = crowd(1_200);
        join(b, users).forEach(outcome -> answer(outcome));
        here.listener().awaitPresences(users.size());
        long published = calls(brokers.redis(), "publish");

        b.broker().close();

        here.listener().awaitPresences(2 * users.size());
        assertThat(calls(brokers.redis(), "publish") - published).isLessThan(FEW);
        assertThat(changes(here).stream().filter(one -> one.toList().get(0) == Kind.LEFT))
                .extracting(one -> one.toList().get(1))
                .containsExactlyInAnyOrderElementsOf(users);
        assertThat(a.snapshot(HOME).count()).isZero();
    }

    @Test
    void joinLeaveAndJoinInOneCallAreDeliveredInOrder() {
        TestNode node = brokers.nodeThrough(way, "node");
        TestNode.Listening here = a.listen(HOME);
        way.blackHole();
        List<CompletionStage<Void>> first = join(node, List.of("first"));
        List<CompletionStage<Void>> others = Stream.of(
                        join(node, List.of("ada")),
                        leave(node, List.of("ada")),
                        join(node, List.of("ada", "bob")),
                        leave(node, List.of("bob", "first")))
                .flatMap(List::stream)
                .toList();

        way.heal();

        first.forEach(outcome -> answer(outcome));
        others.forEach(outcome -> answer(outcome));
        here.listener().awaitPresences(6);
        assertThat(changes(here))
                .containsExactly(
                        tuple(Kind.JOINED, "first", 1),
                        tuple(Kind.JOINED, "ada", 2),
                        tuple(Kind.LEFT, "ada", 1),
                        tuple(Kind.JOINED, "ada", 2),
                        tuple(Kind.JOINED, "bob", 3),
                        tuple(Kind.LEFT, "bob", 2),
                        tuple(Kind.LEFT, "first", 1));
        assertThat(a.snapshot(HOME).presences()).containsExactly(node.presence("ada", 1));
    }

    @Test
    void linkThatBreaksDuringACallLosesAndDuplicatesNoMember() {
        TestNode node = brokers.nodeThrough(way, "node");
        TestNode.Listening here = a.listen(HOME);
        List<String> users = crowd(300);
        List<CompletionStage<Void>> all = join(node, List.of("first"));
        for (int i = 0; i < users.size(); i += 50) {
            join(node, users.subList(i, i + 50));
            way.cut();
        }

        RedisBrokerNodes.awaitUp(node);
        eventually("all are there", () -> a.snapshot(HOME).count() == users.size() + 1);
        all.forEach(outcome -> eventually("an outcome", outcome.toCompletableFuture()::isDone));
        here.listener().awaitPresences(users.size() + 1);
        assertThat(changes(here).stream().map(one -> one.toList().get(1))).doesNotHaveDuplicates();
        assertThat(a.snapshot(HOME).presences())
                .extracting(Presence::node)
                .containsOnly(node.identity().id());
    }

    @Test
    void crowdThatWaitsWhileItsLeaseIsReplacedEntersUnderTheNextOne() {
        TestNode node = brokers.nodeThrough(way, "node");
        List<String> users = crowd(100);
        join(node, List.of("before")).forEach(outcome -> answer(outcome));
        way.blackHole();
        List<CompletionStage<Void>> outcomes = join(node, users);
        brokers.redis()
                .command("ZREM", "backplane:{nodes}:live", node.identity().id());
        way.heal();
        List<CompletionStage<Void>> late = join(node, List.of("late"));

        Stream.concat(outcomes.stream(), late.stream())
                .map(CompletionStage::toCompletableFuture)
                .forEach(outcome -> eventually("an outcome", outcome::isDone));

        String next = new LeaseId(node.identity().id(), 1).toString();
        eventually("all are under the next lease", () -> {
            List<Presence> now = a.snapshot(HOME).presences();
            return now.size() == users.size() + 2
                    && now.stream().allMatch(one -> one.node().equals(next));
        });
    }

    @Test
    void recordOfAChannelStaysUntilTheLastPendingLeave() {
        TestNode node = brokers.nodeWith(Map.of("redis/host", way.address(), "presence/lease", "PT1H"), "node");
        node.join(OTHER, "somebody", 1);
        eventually("nothing is on its way", () -> isQuiet(node));
        way.blackHole();
        CompletionStage<Void> entry = join(node, List.of("ada")).get(0);
        eventually("it is on its way", () -> !isQuiet(node));
        CompletionStage<Void> leaving = leave(node, List.of("ada")).get(0);
        List<String> seen = new ArrayList<>();

        try (Connection monitor = new Connection("127.0.0.1", brokers.redis().port())) {
            monitor.sendCommand(Command.MONITOR);
            monitor.getStatusCodeReply();
            way.heal();
            while (seen.isEmpty() || !seen.get(seen.size() - 1).contains("\"SREM\"")) {
                seen.add(monitor.getStatusCodeReply());
            }
        }

        answer(entry);
        answer(leaving);
        assertThat(seen)
                .filteredOn(line -> line.contains("\"EVALSHA\"") && line.contains("\"ada\""))
                .hasSize(2);
    }

    @Test
    void manyMembersAreAnnouncedAgainAndRemovedInSlices() {
        TestNode node = brokers.nodeThrough(way, "node");
        join(node, crowd(CROWD)).forEach(entry -> answer(entry));
        String id = node.identity().id();
        brokers.redis().command("CONFIG", "SET", "slowlog-log-slower-than", "0");
        brokers.redis().command("CONFIG", "SET", "slowlog-max-len", "100000");

        brokers.redis().command("ZREM", "backplane:{nodes}:live", id);
        eventually("all are back under the next lease", () -> under(id + ".1/") == CROWD && under(id + "/") == 0);

        assertThat(mostArguments()).isBetween(2 * 500, 2 * 500 + 50);
        assertThat(a.snapshot(HOME).count()).isEqualTo(CROWD);

        way.refuse();
        eventually("all are gone", () -> a.snapshot(HOME).count() == 0 && under("") == 0);
        assertThat(mostArguments()).isBetween(2 * 500, 2 * 500 + 50);
    }

    private long under(String beginning) {
        return brokers.redis().ask(jedis -> jedis.hkeys("backplane:{home}:members")).stream()
                .filter(field -> field.startsWith(beginning))
                .count();
    }

    /** Of all calls that Redis remembers. */
    private int mostArguments() {
        return brokers.redis().ask(jedis -> jedis.slowlogGet(100_000)).stream()
                .mapToInt(call -> arguments(call.getArgs()))
                .max()
                .orElse(0);
    }

    /** Of many it keeps the first 31 and says how many more there were. */
    private static int arguments(List<String> kept) {
        Matcher more = MORE_ARGUMENTS.matcher(kept.get(kept.size() - 1));
        return more.matches() ? kept.size() - 1 + Integer.parseInt(more.group(1)) : kept.size();
    }

    private static boolean isQuiet(TestNode node) {
        return node.broker().figures().queueBytes() == 0;
    }

    @Test
    void noOutcomeIsLeftOpenByANodeThatEnds() {
        TestNode node = brokers.node("node");
        List<CompletableFuture<Void>> all = join(node, crowd(CROWD)).stream()
                .map(CompletionStage::toCompletableFuture)
                .toList();

        node.broker().close();
        List<CompletionStage<Void>> after = join(node, List.of("after"));

        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(after).allMatch(outcome -> outcome.toCompletableFuture().isCompletedExceptionally());
        assertThat(a.snapshot(HOME).count()).isZero();
    }
}
