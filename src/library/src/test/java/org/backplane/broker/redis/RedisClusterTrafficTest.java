package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.SECOND;
import static org.backplane.broker.redis.RedisClusterBrokerNodes.THIRD;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.backplane.broker.Publications;
import org.backplane.broker.Published;
import org.backplane.broker.Publishers;
import org.backplane.broker.TestNode;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests migrated slots and failovers under traffic: no message that Redis kept is lost, and a loss causes a reset. */
@Timeout(120)
class RedisClusterTrafficTest {

    private static final int REPLICAS = 3;

    private RedisClusterBrokerNodes brokers;
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void start() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        brokers = new RedisClusterBrokerNodes(REPLICAS);
        a = brokers.node("a");
        b = brokers.node("b");
    }

    @AfterEach
    void end() {
        if (brokers != null) {
            brokers.close();
        }
    }

    @Test
    void migratedSlotsLoseDuplicateAndReorderNothing() {
        TestNode.Listening here = a.listen(SECOND);
        TestNode.Listening there = b.listen(SECOND);
        AtomicInteger published = new AtomicInteger();
        Traffic traffic = new Traffic(SECOND, published);

        for (int i = 1; i <= 6; i++) {
            int enough = 60 * i;
            eventually("some traffic", () -> published.get() >= enough);
            brokers.redis().move(SECOND.value(), brokers.redis().server((i + 1) % 3));
        }
        int all = traffic.stop();

        awaitGapless(here, all);
        awaitGapless(there, all);
        assertThat(brokers.redis().masterOf(SECOND.value()))
                .isSameAs(brokers.redis().server(1));
    }

    /** Only who is subscribed at the new master hears what is in no history. */
    @Test
    void subscriptionsGoAlongWithASlot() {
        TestNode.Listening there = b.listen(SECOND);

        for (int move = 1; move <= 3; move++) {
            RedisServer from = brokers.redis().masterOf(SECOND.value());
            RedisServer to = brokers.redis().server((move + 1) % 3);
            brokers.redis().move(SECOND.value(), to);
            eventually("its messages come from the new master", () -> isHeardFrom(to));
            eventually("it is not from the old one", () -> !isHeardFrom(from));

            a.publish(Publications.keyed(SECOND, "ada", "key-" + move, "" + move));
            answer(a.broker().publishTransient(SECOND, Line.of("{}")));
            there.listener().awaitTransients(move);
        }

        awaitGapless(there, 3);
        assertThat(there.listener().transients()).hasSize(3);
    }

    private static boolean isHeardFrom(RedisServer server) {
        return server.command("PUBSUB", "SHARDCHANNELS").contains("{" + SECOND + "}");
    }

    @Test
    void batchesThatAreOnTheirWayWhenASlotMovesKeepTheirOrder() {
        TestNode.Listening there = b.listen(SECOND);

        for (int round = 1; round <= 3; round++) {
            List<CompletionStage<Published>> burst = Publications.several(SECOND, 4_000).stream()
                    .map(a.broker()::publish)
                    .toList();
            brokers.redis().move(SECOND.value(), brokers.redis().server((round + 1) % 3));
            burst.forEach(stage -> answer(stage));
            there.listener().awaitMessages(4_000 * round);
        }

        assertThat(there.listener().messages())
                .extracting(m -> Integer.parseInt(Publishers.dataOf(m)))
                .isEqualTo(IntStream.range(0, 3)
                        .boxed()
                        .flatMap(round -> IntStream.rangeClosed(1, 4_000).boxed())
                        .toList());
        assertThat(there.listener().resets()).isEmpty();
    }

    @Test
    void manualFailoverLosesDuplicatesAndReordersNothing() {
        TestNode.Listening here = a.listen(SECOND);
        TestNode.Listening there = b.listen(SECOND);
        AtomicInteger published = new AtomicInteger();
        Traffic traffic = new Traffic(SECOND, published);

        eventually("some traffic", () -> published.get() >= 100);
        brokers.redis().failOver(brokers.redis().server(4));
        eventually("more traffic", () -> published.get() >= 300);
        brokers.redis().awaitCopy(brokers.redis().server(1));
        brokers.redis().failOver(brokers.redis().server(1));
        eventually("yet more traffic", () -> published.get() >= 500);
        int all = traffic.stop();

        awaitGapless(here, all);
        awaitGapless(there, all);
    }

    @Test
    void masterThatIsKilledLosesNothingThatItsReplicaHas() {
        TestNode.Listening there = b.listen(SECOND);
        for (int i = 1; i <= 100; i++) {
            RedisClusterBrokerNodes.publishSurely(a, SECOND, i);
        }
        Position before = a.top(SECOND);
        brokers.redis().server(1).ask(jedis -> jedis.waitReplicas(1, 10_000));
        eventually("the replica has it all", () -> offset(4) >= offset(1));

        brokers.redis().server(1).kill();
        assertThat(a.publish(THIRD, 3)).hasSize(3);
        RedisClusterBrokerNodes.publishSurely(a, SECOND, 100);
        RedisClusterBrokerNodes.publishSurely(a, SECOND, 101);

        awaitGapless(there, 101);
        assertThat(a.recover(SECOND, before).recovered()).isTrue();
        eventually("all is well", () -> a.broker().status().available());
    }

    private long offset(int server) {
        String info = brokers.redis().server(server).command("INFO", "replication");
        String name = server < REPLICAS ? "master_repl_offset:" : "slave_repl_offset:";
        return Long.parseLong(info.substring(info.indexOf(name) + name.length()).split("\r", 2)[0]);
    }

    @Test
    void messagesThatOnlyTheKilledMasterHadCauseAReset() {
        TestNode.Listening there = b.listen(SECOND);
        a.publish(SECOND, 5);
        Position kept = a.top(SECOND);
        RedisServer master = brokers.redis().server(1);
        eventually("the replica has it all", () -> offset(4) >= offset(1));
        master.ask(jedis -> {
            jedis.configSet("requirepass", "nobody knows");
            return jedis.sendCommand(
                    () -> "CLIENT".getBytes(java.nio.charset.StandardCharsets.UTF_8), "KILL", "TYPE", "replica");
        });
        a.publish(SECOND, 3);
        there.listener().awaitMessages(8);
        Position lost = there.listener().messages().get(7).position();

        master.kill();

        eventually("a reset", () -> !there.listener().resets().isEmpty());
        RedisClusterBrokerNodes.publishSurely(a, SECOND, 6);
        assertThat(a.top(SECOND).offset()).isEqualTo(6);
        assertThat(a.recover(SECOND, lost).recovered()).isFalse();
        assertThat(a.recover(SECOND, kept).recovered()).isTrue();
    }

    private static void awaitGapless(TestNode.Listening listening, int count) {
        listening.listener().awaitMessages(count);
        assertThat(listening.listener().messages())
                .extracting(m -> m.position().offset())
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(listening.listener().messages())
                .extracting(m -> Integer.parseInt(Publishers.dataOf(m)))
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(listening.listener().resets()).isEmpty();
        assertThat(listening.listener().overlaps()).isZero();
    }

    /** Publishes one message after the other by both nodes alternately, each until it is acknowledged. */
    private final class Traffic {
        private final CompletableFuture<Integer> all;
        private volatile boolean stopped;

        Traffic(ChannelName channel, AtomicInteger published) {
            this.all = CompletableFuture.supplyAsync(() -> {
                int number = 0;
                while (!stopped) {
                    number++;
                    RedisClusterBrokerNodes.publishSurely(number % 2 == 0 ? a : b, channel, number);
                    published.set(number);
                }
                return number;
            });
        }

        int stop() {
            stopped = true;
            return answer(all);
        }
    }
}
