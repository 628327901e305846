package org.backplane.broker.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.config.Configuration;
import org.backplane.config.HostPort;
import org.backplane.config.RedisAddress;
import org.backplane.message.ChannelName;
import org.backplane.test.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slot map that arrives while the links to the Cluster are closed. No server has the address. */
@Timeout(120)
class ClusterLinksTest {

    private final ScheduledExecutorService workers = Executors.newSingleThreadScheduledExecutor();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final HostPort server = new HostPort("127.0.0.1", FreePorts.takeOne());
    private final RedisCalls calls = new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a"));
    private Consumer<ClusterLinks> onNewThread = links -> {};
    private final ClusterLinks links = new ClusterLinks(
            new LinkParts(RedisAddress.parse("redis-cluster://" + server), calls, workers, this::newThread));

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        if (threads.size() > 1) {
            onNewThread.accept(links);
        }
        return thread;
    }

    @AfterEach
    void end() {
        links.close();
        workers.shutdownNow();
        eventually("no thread is left", () -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** One master that has all slots. */
    private SlotMap oneMaster() {
        List<Object> master = List.of(RedisKeys.bytes(server.host()), (long) server.port(), RedisKeys.bytes("id"));
        return SlotMap.of(List.of(List.of(0L, Slots.COUNT - 1L, master)), server, 1, true);
    }

    @Test
    void slotMapAfterTheCloseStartsNoLinks() {
        links.close();
        int before = threads.size();

        assertThat(links.apply(oneMaster())).isFalse();

        assertThat(threads).hasSize(before);
    }

    @Test
    void readThatWaitsForAServerFailsAtTheClose() {
        CompletableFuture<Object> read = links.reader()
                .read(calls.exists(new ChannelName("home")), reply -> reply)
                .toCompletableFuture();
        assertThat(read).isNotDone();

        links.close();
        workers.shutdownNow();

        assertThat(read)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(BrokerUnavailableException.class);
    }

    @Test
    void readAfterTheCloseFailsAtOnce() {
        links.close();

        assertThat(links.reader().read(calls.exists(new ChannelName("home")), reply -> reply))
                .isCompletedExceptionally();
    }

    @Test
    void linksThatAreStartedDuringTheCloseEndToo() {
        onNewThread = ClusterLinks::close;

        assertThat(links.apply(oneMaster())).isFalse();

        assertThat(threads).hasSizeGreaterThan(1);
        eventually("they end", () -> threads.stream().noneMatch(Thread::isAlive));
    }
}
