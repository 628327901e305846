package org.backplane.broker.redis.presence;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.message.ChannelName;

/**
 * The channels in which this node has members, as recorded in Redis for the node that cleans up after this one. A
 * channel is recorded before its first member joins and until its last member has left: a superfluous record is
 * harmless, a missing one would leave a ghost. Used only on the presence executor.
 */
final class NodeChannels {

    private static final int MAX_CHANNELS_PER_CALL = 1_000;

    private final PresenceCalls calls;
    private final Writer writer;
    private final MembershipBarrier barrier;
    private final Executor executor;
    private final Set<ChannelName> recorded = new HashSet<>();
    private CompletionStage<Object> removing = CompletableFuture.completedFuture("");

    /** @param barrier is informed about the recorded channels */
    NodeChannels(PresenceCalls calls, Writer writer, MembershipBarrier barrier, Executor executor) {
        this.calls = calls;
        this.writer = writer;
        this.barrier = barrier;
        this.executor = executor;
    }

    /** The channels that are recorded or are being recorded: a live view. */
    Set<ChannelName> recorded() {
        return Collections.unmodifiableSet(recorded);
    }

    /** Records a channel, unless it is recorded already. */
    void record(ChannelName channel, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        if (recorded.add(channel)) {
            write(List.of(channel), lease, failed);
        }
    }

    /**
     * Records channels, even if they are recorded under another lease.
     *
     * @param failed takes the channels that could not be recorded
     */
    void recordAll(Collection<ChannelName> channels, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        recorded.addAll(channels);
        List<ChannelName> all = List.copyOf(channels);
        for (int from = 0; from < all.size(); from += MAX_CHANNELS_PER_CALL) {
            write(all.subList(from, Math.min(all.size(), from + MAX_CHANNELS_PER_CALL)), lease, failed);
        }
    }

    /** Waits for the removal before it: a removal that is redirected could otherwise be executed after this call. */
    private void write(List<ChannelName> channels, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        Call call = calls.recordChannels(lease, channels);
        CompletionStage<Object> recording;
        if (!writer.keepsOneOrder()) {
            recording = removing.thenCompose(removed -> writer.repeatable(call));
        } else if (channels.size() == 1) {
            recording = writer.repeatable(channels.get(0), call);
        } else {
            recording = writer.repeatable(call);
        }
        recording.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        failed(channels);
                        failed.accept(channels);
                    } else {
                        channels.stream().filter(recorded::contains).forEach(barrier::channelRecorded);
                    }
                },
                executor);
    }

    private void failed(List<ChannelName> channels) {
        channels.forEach(recorded::remove);
        channels.forEach(barrier::channelNotRecorded);
    }

    /** Removes the record of a channel, if there is one. */
    void remove(ChannelName channel, LeaseId lease) {
        if (!recorded.remove(channel)) {
            return;
        }
        barrier.channelNotRecorded(channel);
        Call call = calls.removeChannels(lease.toString(), List.of(channel));
        if (writer.keepsOneOrder()) {
            writer.repeatable(channel, call);
        } else {
            removing = writer.repeatable(call).exceptionally(failure -> failure);
        }
    }
}
