package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.script.Script;
import org.backplane.message.ChannelName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** Tests the commands that a node sends to Redis, and the keys that it leaves there. */
class RedisFootprintTest {

    private final RedisBrokerNodes brokers = new RedisBrokerNodes();

    @AfterEach
    void end() {
        brokers.close();
    }

    @Test
    void unsubscribingLeavesNoSubscriptionBehind() {
        TestNode node = brokers.node("a");
        List<TestNode.Listening> all = Stream.of("one", "two", "@ada")
                .map(name -> node.listen(new ChannelName(name)))
                .toList();
        assertThat(pubSubChannels()).contains("backplane:{one}", "backplane:{two}", "backplane:{@ada}");

        all.forEach(listening -> listening.subscription().close());

        eventually("no subscription is left but the node's own", () -> pubSubChannels()
                .equals(Set.of("backplane:node:" + node.identity().id())));
    }

    @Test
    void checksOfQuietChannelsDoNotRenewARecentTimeToLive() {
        TestNode node = brokers.node("a");
        IntStream.range(0, 60).forEach(i -> node.listen(new ChannelName("quiet-" + i)));
        long first = RedisCrowdTest.calls(brokers.redis(), "hget");
        eventually("each was checked", () -> RedisCrowdTest.calls(brokers.redis(), "hget") - first > 150);

        long checks = RedisCrowdTest.calls(brokers.redis(), "hget");
        long renewals = RedisCrowdTest.calls(brokers.redis(), "pexpire");
        eventually("they were checked again", () -> RedisCrowdTest.calls(brokers.redis(), "hget") - checks > 200);

        assertThat(RedisCrowdTest.calls(brokers.redis(), "pexpire") - renewals).isLessThan(50);
        assertThat(Long.parseLong(brokers.redis().command("PTTL", "backplane:{quiet-0}:meta")))
                .isGreaterThan(Duration.ofHours(24).toMillis());
    }

    @Test
    void subscriptionThatIsClosedAndOpenedAtOnceHears() {
        TestNode node = brokers.node("a");
        for (int i = 0; i < 100; i++) {
            node.listen(HOME).subscription().close();
        }
        TestNode.Listening last = node.listen(HOME);
        node.publish(HOME, 5);

        last.awaitClean(5);
    }

    @Test
    void closingLeavesNoConnectionBehind() {
        TestNode node = brokers.node("a");
        node.listen(HOME);
        node.publish(HOME, 1);
        assertThat(clients()).hasSize(3);

        node.broker().close();

        eventually("no connection is left", () -> clients().isEmpty());
        assertThat(pubSubChannels()).isEmpty();
    }

    @Test
    void everyKeyHasATimeToLive() {
        TestNode node = brokers.node("a");
        node.listen(HOME);
        node.publish(Publications.keyed(HOME, "ada", "key", "1"));
        node.set(HOME, "topic", "1");
        node.join(HOME, "ada", 1);

        Set<String> keys = brokers.redis().ask(jedis -> jedis.keys("*"));
        assertThat(keys)
                .contains("backplane:{home}:meta", "backplane:{home}:log", "backplane:{home}:state")
                .contains("backplane:{home}:members", "backplane:{home}:users")
                .contains("backplane:{home}:w:" + node.identity().id())
                .contains(
                        "backplane:{nodes}:live",
                        "backplane:{nodes}:names",
                        "backplane:{nodes}:" + node.identity().id() + ":channels")
                .hasSize(10);
        assertThat(keys).allMatch(key -> millisToLive(key) > 0);
    }

    @Test
    void keysThatAreCreatedAgainHaveATimeToLive() {
        TestNode node = brokers.node("a");
        for (int i = 0; i < 5; i++) {
            node.publish(Publications.keyed(HOME, "ada", "key" + i, "1"));
            Set<String> keys = brokers.redis().ask(jedis -> jedis.keys("backplane:{home}:*"));

            assertThat(keys).hasSizeBetween(4, 5).allMatch(key -> millisToLive(key) > 0);

            keys.stream().filter(key -> !key.endsWith(":meta")).forEach(key -> brokers.redis()
                    .command("DEL", key));
        }
    }

    /** They are renewed at least once in a sixteenth of their age. */
    @Test
    void timeToLiveIsASixteenthLongerThanTheSetting() {
        brokers.node("a").publish(HOME, 1);

        assertThat(millisToLive("backplane:{home}:log")).isCloseTo(longer(Duration.ofHours(1)), within(10_000L));
        assertThat(millisToLive("backplane:{home}:meta")).isCloseTo(longer(Duration.ofHours(24)), within(10_000L));
    }

    private static long longer(Duration age) {
        return age.toMillis() * 17 / 16;
    }

    private long millisToLive(String key) {
        return Long.parseLong(brokers.redis().command("PTTL", key));
    }

    @Test
    void oneScriptCallStoresManyMessagesWithoutAScan() throws Exception {
        TestNode node = brokers.node("a");
        TestNode.Listening listening = node.listen(HOME);
        node.publish(HOME, 1);
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        try (Jedis jedis = new Jedis("127.0.0.1", brokers.redis().port())) {
            Thread monitor = monitor(jedis, seen);
            Publications.several(HOME, 2_000).stream()
                    .map(node.broker()::publish)
                    .toList()
                    .forEach(stage -> answer(stage));
            listening.awaitClean(2_001);
            eventually("the monitor saw it", () -> commands(seen, "xadd\" \"backplane:{home}:log") == appends(seen));
            jedis.disconnect();
            monitor.join(10_000);
        }

        assertThat(appends(seen)).isPositive().isLessThan(2_000 / 10);
        assertThat(commands(seen, "pexpire")).isLessThan(appends(seen));
        assertThat(commands(seen, "keys") + commands(seen, "scan")).isZero();
        assertThat(commands(seen, "get") + commands(seen, "subscribe") + commands(seen, "xrange"))
                .isZero();
    }

    private static Thread monitor(Jedis jedis, ConcurrentLinkedQueue<String> seen) throws InterruptedException {
        CountDownLatch watching = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                jedis.monitor(new JedisMonitor() {
                    @Override
                    public void proceed(redis.clients.jedis.Connection client) {
                        watching.countDown();
                        super.proceed(client);
                    }

                    @Override
                    public void onCommand(String command) {
                        seen.add(command.toLowerCase(Locale.ROOT));
                    }
                });
            } catch (JedisException ended) {
                // The test has seen enough.
            }
        });
        thread.start();
        watching.await();
        return thread;
    }

    /** The node's heartbeats are scripts too. */
    private static long appends(ConcurrentLinkedQueue<String> seen) {
        return commands(seen, "evalsha\" \"" + RedisKeys.text(Script.APPEND.sha()));
    }

    private static long commands(ConcurrentLinkedQueue<String> seen, String name) {
        return seen.stream().filter(c -> c.contains("] \"" + name + "\"")).count();
    }

    private Set<String> pubSubChannels() {
        return Set.copyOf(brokers.redis().ask(jedis -> jedis.pubsubChannels("*")));
    }

    private List<String> clients() {
        return brokers.redis()
                .command("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains(" name=backplane-"))
                .toList();
    }
}
