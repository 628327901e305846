package org.backplane.broker.redis.cluster;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.command.Reader;
import org.backplane.broker.redis.command.RedisWriter;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.ErrorReplyException.MovedSlot;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.broker.redis.server.ServerLinks;
import org.backplane.config.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a Redis Cluster: sends each call to the server that has the slot, and retries until a deadline while the slot
 * moves. Thread-safe.
 */
final class ClusterReader implements Reader {

    private static final long DEADLINE_NANOS = TimeUnit.MILLISECONDS.toNanos(RedisWriter.DEADLINE_MILLIS);
    private static final int MIN_PAUSE_MILLIS = 20;
    private static final int MAX_PAUSE_MILLIS = 80;

    private final IntFunction<Optional<ServerLinks>> owners;
    private final Maintenance maintenance;
    private final Consumer<Optional<HostPort>> moved;

    /** The reads that wait for their next attempt. */
    private final Set<ClusterRead<?>> waiting = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * Sends nothing yet.
     *
     * @param owners the server that has a slot, as far as is known
     * @param moved receives, for each redirected call, the server that has the slot now, if it is known
     */
    ClusterReader(
            IntFunction<Optional<ServerLinks>> owners, Maintenance maintenance, Consumer<Optional<HostPort>> moved) {
        this.owners = owners;
        this.maintenance = maintenance;
        this.moved = moved;
    }

    /** A read, until it is answered. */
    private record ClusterRead<T>(Call call, Function<Object, T> decode, long deadline, CompletableFuture<T> result) {}

    @Override
    public <T> CompletionStage<T> read(Call call, Function<Object, T> decode) {
        ClusterRead<T> read =
                new ClusterRead<>(call, decode, System.nanoTime() + DEADLINE_NANOS, new CompletableFuture<>());
        send(read);
        return read.result();
    }

    private <T> void send(ClusterRead<T> read) {
        Optional<ServerLinks> owner = owners.apply(Slots.of(read.call()));
        if (owner.isPresent()) {
            owner.get().reader().read(read.call(), read.decode()).whenComplete((answer, failure) -> {
                if (failure == null) {
                    read.result().complete(answer);
                } else {
                    failed(read, failure);
                }
            });
        } else {
            retry(read, new BrokerUnavailableException("the Redis Cluster does not serve this channel now"));
        }
    }

    private <T> void failed(ClusterRead<T> read, Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof ErrorReplyException why && why.reply().meaning() == ErrorReply.Meaning.ELSEWHERE) {
            moved.accept(why.moved().flatMap(MovedSlot::server));
            retry(read, failure);
        } else {
            read.result().completeExceptionally(failure);
        }
    }

    private <T> void retry(ClusterRead<T> read, Throwable why) {
        if (System.nanoTime() - read.deadline() > 0) {
            read.result().completeExceptionally(why);
            return;
        }
        waiting.add(read);
        maintenance.after(ThreadLocalRandom.current().nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS), () -> {
            if (waiting.remove(read)) {
                send(read);
            }
        });
        if (closed) {
            failWaiting();
        }
    }

    /** Fails the reads that wait for another attempt; later ones are not retried. */
    void close() {
        closed = true;
        failWaiting();
    }

    private void failWaiting() {
        waiting.forEach(read -> {
            if (waiting.remove(read)) {
                read.result().completeExceptionally(new BrokerUnavailableException("the broker was closed"));
            }
        });
    }
}
