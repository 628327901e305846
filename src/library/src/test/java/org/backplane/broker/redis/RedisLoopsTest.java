package org.backplane.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.answer;
import static org.backplane.broker.Eventually.eventually;
import static org.backplane.broker.redis.RedisBrokerNodes.HOME;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Publications;
import org.backplane.broker.TestNode;
import org.backplane.broker.redis.command.Redirection;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisCommand;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.server.ServerLinks;
import org.backplane.config.Configuration;
import org.backplane.config.RedisAddress;
import org.backplane.message.ChannelName;
import org.backplane.test.RecordedLog;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@link Error} costs the links to Redis: a line in the log and a new connection. */
class RedisLoopsTest {

    private static RedisServer redis;

    private final RecordedLog log = new RecordedLog("org.backplane.broker");
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
    private final AtomicBoolean armed = new AtomicBoolean();

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(RedisServer.preferred());
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @AfterEach
    void end() {
        workers.shutdownNow();
        log.close();
    }

    private void failIfArmed(String thread) {
        if (armed.get() && Thread.currentThread().getName().endsWith(thread)) {
            throw new NoClassDefFoundError("injected");
        }
    }

    /** A command that cannot be written while the failure lasts. */
    private Call unwritable(String thread) {
        return new Call.Plain(RedisCommand.HLEN, new AbstractList<>() {
            @Override
            public <T> T[] toArray(T[] into) {
                failIfArmed(thread);
                return super.toArray(into);
            }

            @Override
            public byte[] get(int index) {
                return RedisKeys.bytes("nothing");
            }

            @Override
            public int size() {
                return 1;
            }
        });
    }

    private ServerLinks start(Redirection redirection) {
        LinkParts parts = new LinkParts(
                RedisAddress.parse(redis.address()),
                new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a")),
                workers,
                Thread::new);
        ServerLinks links = ServerLinks.start(parts, parts.connector(), redirection);
        eventually("all links work", links::isUp);
        return links;
    }

    private void assertLogged() {
        assertThat(log.thrown()).first().isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void errorWhileWritingIsALinkThatBroke() throws InterruptedException {
        ServerLinks links = start(Redirection.NONE);
        try {
            armed.set(true);
            assertThatThrownBy(() -> answer(links.writer().repeatable(unwritable("writer"))))
                    .isInstanceOf(BrokerUnavailableException.class);
            assertLogged();

            armed.set(false);
            eventually("it works", links::isUp);
            assertThat(answer(links.writer().repeatable(unwritable("writer")))).isEqualTo(0L);
        } finally {
            links.end();
            links.awaitEnd();
        }
    }

    @Test
    void errorBetweenTwoWritesIsReportedUntilRecovery() throws InterruptedException {
        ServerLinks links = start(new Redirection() {
            @Override
            public List<PendingCall> removeMoved(RedisWriter from, List<PendingCall> unanswered, long firstSent) {
                failIfArmed("writer");
                return unanswered;
            }
        });
        try {
            armed.set(true);
            eventually("it says so", () -> links.health().log().problem().contains("injected"));
            assertThat(links.isUp()).isFalse();
            assertThat(links.links().outage()).isPositive();
            assertThatThrownBy(() -> answer(links.writer().repeatable(unwritable("writer"))))
                    .isInstanceOf(BrokerUnavailableException.class);
            assertLogged();

            armed.set(false);
            eventually(
                    "it works",
                    () -> links.isUp() && links.health().log().problem().isEmpty());
        } finally {
            links.end();
            links.awaitEnd();
        }
    }

    @Test
    void errorWhileReadingFailsThatReadAndNoLaterOne() throws InterruptedException {
        ServerLinks links = start(Redirection.NONE);
        try {
            armed.set(true);
            assertThatThrownBy(() -> answer(links.reader().read(unwritable("reader"), reply -> reply)))
                    .isInstanceOf(BrokerUnavailableException.class);
            assertLogged();

            armed.set(false);
            eventually(
                    "it works by itself",
                    () -> links.isUp() && links.health().log().problem().isEmpty());
            Object good = answer(links.reader().read(unwritable("reader"), reply -> reply));
            assertThat(good).isEqualTo(0L);
        } finally {
            links.end();
            links.awaitEnd();
        }
    }

    @Test
    void errorWhileAReplyIsDecodedFailsThatReadAlone() throws InterruptedException {
        ServerLinks links = start(Redirection.NONE);
        try {
            CompletableFuture<Object> broken = links.reader()
                    .read(unwritable("reader"), reply -> {
                        throw new StackOverflowError("injected");
                    })
                    .toCompletableFuture();
            Object good = answer(links.reader().read(unwritable("reader"), reply -> reply));

            assertThat(good).isEqualTo(0L);
            assertThatThrownBy(() -> answer(broken)).isInstanceOf(BrokerUnavailableException.class);
            assertThat(links.reader().restarts()).isZero();
        } finally {
            links.end();
            links.awaitEnd();
        }
    }

    @Test
    void errorInTheSubscriberIsReportedUntilRecovery() throws InterruptedException {
        ServerLinks links = start(new Redirection() {
            @Override
            public boolean isPossible() {
                failIfArmed("subscriber");
                return false;
            }
        });
        try {
            armed.set(true);
            redis.command("CLIENT", "KILL", "TYPE", "pubsub");
            eventually("it says so", () -> links.health().log().problem().contains("injected"));
            assertThat(links.isUp()).isFalse();
            assertThat(links.links().outage()).isPositive();
            assertLogged();

            armed.set(false);
            eventually(
                    "it works",
                    () -> links.isUp() && links.health().log().problem().isEmpty());
        } finally {
            links.end();
            links.awaitEnd();
        }
    }

    @Test
    void stoppedMaintenanceIsLoggedWithoutAStatusRequest() {
        Configuration configuration = Configuration.of(Map.of("redis/host", redis.address()));
        NodeIdentity identity = NodeIdentity.random("a");
        CountDownLatch release = new CountDownLatch(1);
        try (RedisBroker broker = new RedisBroker(configuration, identity, Thread::new)) {
            TestNode node = new TestNode(identity, broker);
            RedisBrokerNodes.awaitUp(node);
            for (String channel : List.of("one", "two")) {
                node.listen(new ChannelName(channel)).subscription().execute(() -> await(release));
            }

            eventually("it is logged", () -> log.warnings().stream()
                    .anyMatch(line -> line.startsWith("The maintenance of the broker has stopped")));

            assertThat(broker.status().details()).containsEntry("problem", "the maintenance of this node has stopped");
            release.countDown();
            RedisBrokerNodes.awaitUp(node);
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "reader", "subscriber"})
    void threadOfANodeThatIsEndedFromOutsideIsReplaced(String name) {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        Configuration configuration = Configuration.of(Map.of("redis/host", redis.address()));
        NodeIdentity identity = NodeIdentity.random("a");
        RedisBroker broker = new RedisBroker(configuration, identity, task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
        try (broker) {
            TestNode node = new TestNode(identity, broker);
            RedisBrokerNodes.awaitUp(node);
            TestNode.Listening listening = node.listen(HOME);

            threads.stream().filter(thread -> thread.getName().endsWith(name)).forEach(Thread::interrupt);
            redis.command("CLIENT", "KILL", "TYPE", "pubsub");

            eventually("it is logged", () -> log.warnings().stream()
                    .anyMatch(line ->
                            line.startsWith("The thread backplane-redis-" + name + " of the broker was ended")));
            RedisBrokerNodes.awaitUp(node);
            node.publish(Publications.of(HOME, "1"));
            listening.awaitClean(1);
            node.snapshot(HOME);
        }
        eventually("no thread is left", () -> threads.stream().noneMatch(Thread::isAlive));
    }
}
