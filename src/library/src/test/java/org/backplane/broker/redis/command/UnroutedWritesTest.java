package org.backplane.broker.redis.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.redis.cluster.ClusterWriter;
import org.backplane.broker.redis.cluster.RetiredServers;
import org.backplane.broker.redis.link.LinkParts;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.broker.redis.script.RedisCommand;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.server.ServerLinks;
import org.backplane.config.Configuration;
import org.backplane.config.RedisAddress;
import org.backplane.test.FreePorts;
import org.junit.jupiter.api.Test;

/** Unrouted writes of all slots share one bound, and nothing of a retired server is kept. */
class UnroutedWritesTest {

    private static Write write(int bytes) {
        return new Write.OfNode(new PendingCall(
                new Call.Plain(RedisCommand.HDEL, List.of(new byte[bytes])), true, reply -> {}, why -> {}));
    }

    @Test
    void allSlotsShareOneBound() {
        UnroutedWrites.Room room = new UnroutedWrites.Room(100);
        UnroutedWrites one = new UnroutedWrites(room);
        UnroutedWrites other = new UnroutedWrites(room);

        assertThat(one.add(write(60))).isTrue();
        assertThat(other.add(write(60))).isFalse();
        assertThat(one.removeAll()).hasSize(1);
        assertThat(other.add(write(60))).isTrue();
    }

    @Test
    void refusedWriteFailsOutsideOfTheLock() {
        ClusterWriter writer = new ClusterWriter();
        CompletableFuture<Boolean> nested = new CompletableFuture<>();

        writer.offer(new Write.OfNode(new PendingCall(
                new Call.Plain(RedisCommand.HDEL, List.of(RedisKeys.bytes("key"))), true, reply -> {}, why -> {
                    Thread learning = new Thread(() -> {
                        writer.apply(slot -> Optional.empty(), true);
                        nested.complete(true);
                    });
                    learning.start();
                    try {
                        learning.join(10_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })));

        assertThat(nested).isCompletedWithValue(true);
    }

    @Test
    void retiredServerIsForgottenAfterItsThreadsHaveEnded() throws InterruptedException {
        ScheduledExecutorService workers = Executors.newSingleThreadScheduledExecutor();
        try {
            LinkParts parts = new LinkParts(
                    RedisAddress.parse("127.0.0.1:" + FreePorts.takeOne()),
                    new RedisCalls(Configuration.of(Map.of()), NodeIdentity.random("a")),
                    workers,
                    Thread::new);
            RetiredServers retired = new RetiredServers();
            ServerLinks first = ServerLinks.start(parts, parts.connector(), Redirection.NONE);
            ServerLinks second = ServerLinks.start(parts, parts.connector(), Redirection.NONE);

            retired.add(first);
            first.awaitEnd();
            retired.add(second);

            assertThat(first.hasEnded()).isTrue();
            assertThat(retired.kept()).isLessThanOrEqualTo(1);
            assertThat(retired.figures().links()).hasSize(3);
            retired.awaitEnd();
        } finally {
            workers.shutdownNow();
        }
    }
}
