package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.link.LinkAccess;
import org.backplane.broker.redis.link.LinkConfig;
import org.backplane.broker.redis.link.LinkCredentials;
import org.backplane.broker.redis.link.LinkDiagnosis;
import org.backplane.broker.redis.link.LinkOpening;
import org.backplane.broker.redis.link.LinkOpenings;
import org.backplane.broker.redis.link.LinkUnusableException;
import org.backplane.broker.redis.link.PubSubCommands;
import org.backplane.broker.redis.link.PubSubConnection;
import org.backplane.broker.redis.link.RedisConnector;
import org.backplane.broker.redis.link.RedisException;
import org.backplane.broker.redis.link.RedisRights;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.Configuration;
import org.backplane.config.HostPort;
import org.backplane.config.RedisAddress;
import org.backplane.config.Source;
import org.backplane.test.RedisSentinel;
import org.backplane.test.RedisServer;
import org.backplane.test.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.exceptions.JedisException;

/** What opening a link to Redis costs: a bounded time, a check of rights once, and the credentials that count now. */
@Timeout(120)
public class RedisOpeningTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(RedisServer.preferred());
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    public static RedisConnector connector(RedisAddress address, LinkOpenings openings) {
        LinkCredentials user = LinkCredentials.fixed(address.credentials());
        return new RedisConnector(
                new LinkConfig(address, "test", new LinkAccess(user, openings)),
                new RedisRights(new RedisKeys("backplane", 0, "n"), user, PubSubCommands.PLAIN),
                new LinkDiagnosis(address, user, false));
    }

    @Test
    void linkThatOnlyDripsIsNotOpenedForLongerThanItMayTake() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        LinkOpenings openings = new LinkOpenings(Thread::new);
        var breaking = timer.scheduleWithFixedDelay(openings::breakOverdue, 50, 50, TimeUnit.MILLISECONDS);
        try (TcpProxy proxy = TcpProxy.to(redis.port())) {
            proxy.slow(20);

            assertThatThrownBy(() -> connector(RedisAddress.parse(proxy.address()), openings)
                            .open(LONG, Duration.ofMillis(800)))
                    .isInstanceOf(LinkUnusableException.class)
                    .hasMessage("the link could not be opened within 0.8 s");
        } finally {
            breaking.cancel(false);
            timer.shutdownNow();
        }
    }

    @Test
    void subscribedLinkMayBeSilentForAsLongAsItMayHoweverLongItsOpeningTook() {
        RedisConnector connector = connector(RedisAddress.parse(redis.address()), new LinkOpenings(Thread::new));
        try (PubSubConnection link = connector.openPubSub(LONG)) {
            assertThat(link.silenceTimeout()).isEqualTo(LONG);
        }
    }

    @Test
    void connectionWhoseInfoIsRefusedIsClosed() {
        redis.command("ACL", "SETUSER", "blind", "on", ">one", "~*", "&*", "+@all", "-info");
        try (RedisSentinel sentinel = RedisSentinel.start(RedisServer.preferred(), redis, 1)) {
            RedisAddress address = RedisAddress.parse(
                    "redis-sentinel://blind:one@" + sentinel.address() + "/#" + RedisSentinel.MASTER);
            List<RedisException> refusals = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> connector(address, new LinkOpenings(Thread::new))
                                .open(LONG, Duration.ofSeconds(10)))
                        .isInstanceOfSatisfying(RedisException.class, refusals::add);
            }

            assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).hasMessageContaining("info"));
            long left = redis.command("CLIENT", "LIST")
                    .lines()
                    .filter(line -> line.contains("user=blind"))
                    .count();
            assertThat(left).as("connections that are still open").isLessThan(5);
        }
    }

    @Test
    void nameThatNobodyResolvesIsNotWaitedForLongerEither() {
        ThreadFactory deaf = task -> new Thread(() -> {});
        RedisAddress address = RedisAddress.parse("localhost:" + redis.port());

        assertThatThrownBy(() -> connector(address, new LinkOpenings(deaf)).open(LONG, Duration.ofMillis(300)))
                .isInstanceOf(LinkUnusableException.class);
    }

    @Test
    void nameIsResolvedAgainAfterItCouldNotBe() throws Exception {
        LinkOpenings openings = new LinkOpenings(Thread::new);
        InetAddress[] found = openings.resolve("localhost", new LinkOpening(LONG));
        InetAddress[] again = openings.resolve("localhost", new LinkOpening(LONG));

        assertThat(again).isEqualTo(found);
    }

    @Test
    void rightsAreTriedOnceAndNotForEachLink() {
        Configuration configuration = Configuration.of(Map.of("redis/host", redis.address()));
        NodeIdentity identity = NodeIdentity.random("a");
        try (RedisBroker broker = new RedisBroker(configuration, identity, Thread::new)) {
            TestNode node = new TestNode(identity, broker);
            RedisBrokerNodes.awaitUp(node);
            node.publish(HOME, 1);
            node.snapshot(HOME);
            long tries = RedisCrowdTest.calls(redis, "xrevrange");

            for (String kind : List.of("normal", "pubsub")) {
                redis.command("CLIENT", "KILL", "TYPE", kind);
            }

            eventually(
                    "links are opened again",
                    () -> !"0".equals(broker.status().details().get("restarts"))
                            && !"0".equals(broker.status().details().get("commandRestarts")));
            RedisBrokerNodes.awaitUp(node);
            assertThat(RedisCrowdTest.calls(redis, "xrevrange")).isEqualTo(tries);
        }
    }

    @Test
    void passwordThatWasChangedIsReadAgain() {
        Map<String, String> texts =
                new ConcurrentHashMap<>(Map.of("redis.host", redis.address(), "redis.password", "one"));
        redis.command("ACL", "SETUSER", "node", "on", ">one", "~*", "&*", "+@all");
        texts.put("redis.username", "node");
        Configuration configuration = Configuration.load(List.of(Source.systemProperties(texts::get)));
        NodeIdentity identity = NodeIdentity.random("a");
        try (RedisBroker broker = new RedisBroker(configuration, identity, Thread::new)) {
            TestNode node = new TestNode(identity, broker);
            RedisBrokerNodes.awaitUp(node);

            redis.command("ACL", "SETUSER", "node", "resetpass", ">two");
            redis.command("CLIENT", "KILL", "USER", "node");
            eventually("it says what to do", () -> broker.status()
                    .details()
                    .getOrDefault("problem", "")
                    .contains("read again before each attempt"));
            texts.put("redis.password", "two");

            RedisBrokerNodes.awaitUp(node);
        }
    }

    @Test
    void certificateWithoutTheAnnouncedAddressIsReportedWithTheSettingToUse() {
        RedisAddress address = RedisAddress.parse("rediss-cluster://redis.example:6379");
        RedisAddress server = address.at(new HostPort("10.0.0.5", 6379));
        JedisException failure = new JedisException(
                "no", new CertificateException("No subject alternative names matching IP address 10.0.0.5 found"));

        assertThat(new LinkDiagnosis(server, LinkCredentials.fixed(server.credentials()), true).explain(failure))
                .hasMessageContaining("10.0.0.5:6379, as the nodes of the Redis Cluster call it")
                .hasMessageContaining("cluster-announce-hostname");
        assertThat(new LinkDiagnosis(server, LinkCredentials.fixed(server.credentials()), false).explain(failure))
                .hasMessageContaining("the host that redis/host names");
    }
}
