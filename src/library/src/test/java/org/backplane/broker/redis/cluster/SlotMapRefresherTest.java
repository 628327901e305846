package org.backplane.broker.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.RedisConnection;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.config.Configuration;
import org.backplane.config.HostPort;
import org.backplane.config.RedisAddress;
import org.backplane.test.RecordedLog;
import org.backplane.test.RedisCluster;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which slot map counts when the nodes of a Cluster have different ones. */
@Timeout(120)
class SlotMapRefresherTest {

    private final BlockingDeque<SlotMap> learned = new LinkedBlockingDeque<>();
    private final SlotMapRefresher.Client client = new SlotMapRefresher.Client() {
        @Override
        public boolean apply(SlotMap map) {
            return learned.add(map);
        }

        @Override
        public boolean isUp(HostPort server) {
            return true;
        }
    };

    /** It has lost sight of all the others, and still says that it works. */
    private static void lagsBehind(RedisServer node, RedisCluster redis) {
        IntStream.of(0, 1)
                .mapToObj(redis::server)
                .map(other -> other.command("CLUSTER", "MYID"))
                .forEach(id -> node.command("CLUSTER", "FORGET", id));
        redis.server(0).command("CLUSTER", "BUMPEPOCH");
    }

    /** What a node says. */
    private static SlotMap ask(RedisServer node, LinkParts parts) {
        HostPort at = new HostPort("127.0.0.1", node.port());
        try (RedisConnection link = parts.connector(at).open(Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            return ClusterView.query(link, at);
        }
    }

    @Test
    void slotMapOfANodeThatLagsBehindIsIgnored() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        ScheduledExecutorService workers = Executors.newSingleThreadScheduledExecutor();
        try (RedisCluster redis = RedisCluster.start(3, 0)) {
            RedisServer late = redis.server(2);
            lagsBehind(late, redis);
            LinkParts parts = new LinkParts(
                    RedisAddress.parse("redis-cluster://" + redis.server(0).address()),
                    new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a")),
                    workers,
                    Thread::new);
            SlotMap lateView = ask(late, parts);
            assertThat(lateView.missing()).isPositive();
            assertThat(lateView.isServing()).isTrue();

            SlotMapRefresher refresher = new SlotMapRefresher(parts, client);
            try (LoopThread refresherThread = LoopThread.start(Thread::new, "slots", refresher)) {
                for (int look = 1; look <= 4; look++) {
                    int looks = look;
                    eventually("it has looked", () -> learned.size() >= looks);
                    refresher.refreshSoon(Optional.of(new HostPort("127.0.0.1", late.port())));
                    refresherThread.watch();
                }
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(learned).allSatisfy(map -> assertThat(map.missing()).isZero());
    }

    @Test
    void errorWhileApplyingTheSlotMapIsLoggedAndReportedAndItIsReadAgain() {
        assumeTrue(RedisCluster.areThereOrRequired(), "no redis-server on the PATH");
        ScheduledExecutorService workers = Executors.newSingleThreadScheduledExecutor();
        AtomicBoolean failing = new AtomicBoolean(true);
        SlotMapRefresher.Client broken = new SlotMapRefresher.Client() {
            @Override
            public boolean apply(SlotMap map) {
                if (failing.get()) {
                    throw new NoClassDefFoundError("injected");
                }
                return learned.add(map);
            }

            @Override
            public boolean isUp(HostPort server) {
                return true;
            }
        };
        try (RedisCluster redis = RedisCluster.start(3, 0);
                RecordedLog log = new RecordedLog("org.backplane.broker.redis")) {
            LinkParts parts = new LinkParts(
                    RedisAddress.parse("redis-cluster://" + redis.server(0).address()),
                    new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a")),
                    workers,
                    Thread::new);
            SlotMapRefresher refresher = new SlotMapRefresher(parts, broken);
            try (LoopThread refresherThread = LoopThread.start(Thread::new, "slots", refresher)) {
                eventually("it says so", () -> refresher.problem().contains("injected"));
                assertThat(log.thrown()).first().isInstanceOf(NoClassDefFoundError.class);

                failing.set(false);

                eventually("it works", () -> refresher.problem().isEmpty() && !learned.isEmpty());
                refresherThread.watch();
            }
        } finally {
            workers.shutdownNow();
        }
    }
}
