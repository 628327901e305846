package org.backplane.broker.redis;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StoredMessage;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Redis that stands still costs: nobody waits for it, and it stores nothing twice when it wakes up. */
class RedisStallTest {

    /** Far longer than the promise, and far shorter than the stall, which lasts until the test ends it. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    /** Longer than the lease of a node, and than every other time after which it does something else. */
    private static final Duration LONG_STALL = Duration.ofSeconds(12);

    private static final int MESSAGES = 300;

    private final RedisBrokerNodes brokers = new RedisBrokerNodes("history/size", "100000");
    private final TestNode a = brokers.node("a");
    private final TestNode b = brokers.node("b");

    @AfterEach
    void end() {
        brokers.redis().resume();
        brokers.close();
    }

    @Test
    void publishesFailInTimeDuringAStallAndAreStoredOnceWhenRepeated() {
        TestNode.Listening there = b.listen(HOME);
        List<Publication> publications = IntStream.rangeClosed(1, MESSAGES)
                .mapToObj(i -> Publications.keyed(HOME, "ada", "key-" + i, Integer.toString(i)))
                .toList();

        brokers.redis().stall();
        assertThat(outcomes(a, publications)).allMatch(CompletableFuture::isCompletedExceptionally);
        brokers.redis().resume();
        RedisBrokerNodes.awaitUp(a);
        RedisBrokerNodes.awaitUp(b);
        publications.forEach(b::publish);
        publications.forEach(a::publish);

        there.awaitClean(MESSAGES);
        assertThat(b.recoverAll(HOME, there.start().position(), 1 << 20).stream()
                        .map(message -> message.line().text().replaceAll(".*\"key\":\"([^\"]+)\".*", "$1"))
                        .collect(groupingBy(key -> key, counting())))
                .hasSize(MESSAGES)
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void linkThatOnlyDripsIsNotWaitedForEither() {
        try (TcpProxy proxy = TcpProxy.to(brokers.redis().port());
                RedisBrokerNodes through = new RedisBrokerNodes(
                        RedisServer.start(RedisServer.preferred()), "redis/host", proxy.address())) {
            TestNode far = through.node("far");
            far.publish(Publications.of(HOME, "0"));

            proxy.slow(20_000);
            List<Publication> publications = IntStream.rangeClosed(1, 2_000)
                    .mapToObj(i -> Publications.of(new ChannelName("channel-" + i), "1"))
                    .toList();

            assertThat(outcomes(far, publications)).anyMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    @Test
    void onceItIsKnownPublishingIsRefusedAtOnce() {
        brokers.redis().stall();
        outcomes(a, List.of(Publications.of(HOME, "1")));

        assertThat(a.broker().publish(Publications.of(HOME, "2")).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void anIdleNodeFindsOutByItself() {
        brokers.redis().stall();

        await().atMost(BOUND).until(() -> !a.broker().status().available());
        assertThat(a.broker().publish(Publications.of(HOME, "1")).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void readsAreAnsweredToo() {
        brokers.redis().stall();

        List<? extends CompletableFuture<?>> reads = IntStream.range(0, 500)
                .mapToObj(i -> a.broker()
                        .history(HOME, new HistoryQuery(Position.NONE, 10, 1_000))
                        .toCompletableFuture())
                .toList();

        await().atMost(BOUND).until(() -> reads.stream().allMatch(CompletableFuture::isCompletedExceptionally));
    }

    @Test
    void writesPendingInAStalledRedisArriveOnceAndInOrder() {
        TestNode.Listening there = b.listen(HOME);

        brokers.redis().stall();
        Publication first = Publications.keyed(HOME, "ada", "one", "1");
        assertThatThrownBy(() -> answer(a.broker().publish(first))).isInstanceOf(BrokerUnavailableException.class);
        await().during(LONG_STALL)
                .atMost(LONG_STALL.plus(BOUND))
                .until(() -> !a.broker().status().available());
        brokers.redis().resume();
        RedisBrokerNodes.awaitUp(a);
        RedisBrokerNodes.awaitUp(b);
        a.publish(first);
        a.publish(Publications.of(HOME, "2"));

        there.awaitClean(2);
        assertThat(there.listener().messages())
                .extracting(StoredMessage::line)
                .extracting(line -> line.text().endsWith("\"data\":2}"))
                .containsExactly(false, true);
    }

    /** Publishes them, and waits until each has an outcome. */
    private static List<CompletableFuture<?>> outcomes(TestNode node, List<Publication> publications) {
        List<CompletableFuture<?>> outcomes = publications.stream()
                .map(node.broker()::publish)
                .<CompletableFuture<?>>map(CompletionStage::toCompletableFuture)
                .toList();
        await().atMost(BOUND).until(() -> outcomes.stream().allMatch(CompletableFuture::isDone));
        return outcomes;
    }

    @Test
    void outageOfAStallIsKnownWithoutAskingRedisAndOverWithIt() {
        RedisBrokerNodes.awaitUp(a);
        assertThat(a.broker().outage()).isZero();
        brokers.redis().stall();
        await().atMost(BOUND).until(() -> a.broker().outage().compareTo(Duration.ofMillis(500)) > 0);
        assertThat(a.broker().status().available()).isFalse();
        brokers.redis().resume();
        await().atMost(BOUND).until(() -> a.broker().outage().isZero());
    }
}
