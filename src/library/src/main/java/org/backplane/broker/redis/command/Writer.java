package org.backplane.broker.redis.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.message.ChannelName;

/**
 * Writes to Redis. Thread-safe; never blocks the caller. The writes to one channel are executed in the order in which they
 * were offered. A write that has no reply after about two seconds fails with {@link BrokerUnavailableException}.
 */
public interface Writer {

    /** Queues a write; it fails at once while Redis is known to be unreachable, or if the queue is full. */
    void offer(Write write);

    /** Stores a message; a thread of the writer, or this one if the message is not accepted, completes its outcome. */
    default void append(ChannelName channel, Append append) {
        offer(new Write.Message(channel, append));
    }

    /** Writes to a channel, after all writes to it that were offered before. */
    default void write(ChannelName channel, PendingCall pending) {
        offer(new Write.Change(channel, pending));
    }

    /** Writes to no channel: after such writes to the same key that were offered before, and before queued writes to channels. */
    default void write(PendingCall pending) {
        offer(new Write.OfNode(pending));
    }

    /** Whether the server of a call is up, as far as is known. */
    boolean isUp(Call call);

    /**
     * Whether a write to no channel is executed before all writes that are offered after it, to any channel; then a caller
     * need not wait for its reply before offering a write that depends on it.
     */
    boolean keepsOneOrder();

    /** Writes to a channel by a call that may be repeated; a thread of the writer completes the result with the reply. */
    default CompletionStage<Object> repeatable(ChannelName channel, Call call) {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        write(channel, PendingCall.repeatable(call, reply));
        return reply;
    }

    /** Writes to no channel by a call that may be repeated; a thread of the writer completes the result with the reply. */
    default CompletionStage<Object> repeatable(Call call) {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        write(PendingCall.repeatable(call, reply));
        return reply;
    }

    /**
     * Writes to a channel by a call that is not repeated if its reply is lost; a thread of the writer completes the result with
     * the decoded reply.
     */
    default <T> CompletionStage<T> once(ChannelName channel, Call call, Function<Object, T> decode) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Consumer<Object> answered = reply -> result.complete(decode.apply(reply));
        write(channel, new PendingCall(call, false, answered, result::completeExceptionally));
        return result;
    }

    /** Completes when all stages have completed; fails if one fails. */
    static CompletionStage<Void> all(Stream<CompletionStage<Object>> replies) {
        return CompletableFuture.allOf(
                replies.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }
}
