package org.backplane.broker.redis.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * All that this node reads from a Redis Cluster: asks the server that has the slot, and asks again while the slot is on its
 * way. Thread-safe.
 */
final class ClusterReader implements Reader {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(RedisWriter.PATIENCE_MILLIS);
    private static final int SHORTEST_PAUSE_MILLIS = 20;
    private static final int LONGEST_PAUSE_MILLIS = 80;

    private final IntFunction<Optional<ServerLinks>> owners;
    private final Maintenance upkeep;
    private final Consumer<Optional<HostPort>> moved;

    /**
     * Asks nobody yet.
     *
     * @param owners who has a slot, as far as is known now
     * @param moved is told that somebody else has something, and who
     */
    ClusterReader(IntFunction<Optional<ServerLinks>> owners, Maintenance upkeep, Consumer<Optional<HostPort>> moved) {
        this.owners = owners;
        this.upkeep = upkeep;
        this.moved = moved;
    }

    /** A question, until it is answered. */
    private record Question<T>(Call call, Function<Object, T> decode, long deadline, CompletableFuture<T> result) {}

    @Override
    public <T> CompletionStage<T> read(Call call, Function<Object, T> decode) {
        Question<T> question =
                new Question<>(call, decode, System.nanoTime() + PATIENCE_NANOS, new CompletableFuture<>());
        ask(question);
        return question.result();
    }

    private <T> void ask(Question<T> question) {
        Optional<ServerLinks> owner = owners.apply(Slots.of(question.call()));
        if (owner.isPresent()) {
            owner.get().reader().read(question.call(), question.decode()).whenComplete((answer, failure) -> {
                if (failure == null) {
                    question.result().complete(answer);
                } else {
                    failed(question, failure);
                }
            });
        } else {
            again(question, new BrokerUnavailableException("the Redis Cluster does not serve this channel now"));
        }
    }

    private <T> void failed(Question<T> question, Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof ErrorReplyException why && why.reply().meaning() == ErrorReply.Meaning.ELSEWHERE) {
            moved.accept(why.moved().flatMap(MovedSlot::server));
            again(question, failure);
        } else {
            question.result().completeExceptionally(failure);
        }
    }

    private <T> void again(Question<T> question, Throwable why) {
        if (System.nanoTime() - question.deadline() > 0) {
            question.result().completeExceptionally(why);
        } else {
            upkeep.after(
                    ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS),
                    () -> ask(question));
        }
    }
}
