package org.backplane.broker.redis.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.script.AppendBatch.Append;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.message.ChannelName;

/**
 * All that this node changes in Redis. What is given for one channel is done in the order in which it was given; no caller
 * is blocked. Thread-safe. What cannot be done in about two seconds fails with {@link BrokerUnavailableException}.
 */
public interface Writer {

    /** Takes in any kind of change; it fails at once if there is no hope. */
    void offer(Write write);

    /** Stores a message; its outcome is completed by a thread of the writer, or at once if there is no hope. */
    default void append(ChannelName channel, Append append) {
        offer(new Write.Message(channel, append));
    }

    /** Makes another change, after what was given for the channel before. */
    default void write(ChannelName channel, PendingCall pending) {
        offer(new Write.Change(channel, pending));
    }

    /** Makes a change that is of no channel, after those of the same key that were given before, and before what waits. */
    default void write(PendingCall pending) {
        offer(new Write.OfNode(pending));
    }

    /** Whether there is hope for a call, as far as is known. */
    boolean isUp(Call call);

    /**
     * Whether a change of no channel is made before all that is given after it, whatever that is for; then nothing needs to
     * wait for what has to be there before it.
     */
    boolean keepsOneOrder();

    /** Makes a change of a channel that may be made twice; completes with the reply, by a thread of the writer. */
    default CompletionStage<Object> repeatable(ChannelName channel, Call call) {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        write(channel, PendingCall.repeatable(call, reply));
        return reply;
    }

    /** Makes a change of no channel that may be made twice; completes with the reply, by a thread of the writer. */
    default CompletionStage<Object> repeatable(Call call) {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        write(PendingCall.repeatable(call, reply));
        return reply;
    }

    /** Completes when all have; fails if one does. */
    static CompletionStage<Void> all(Stream<CompletionStage<Object>> replies) {
        return CompletableFuture.allOf(
                replies.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }
}
