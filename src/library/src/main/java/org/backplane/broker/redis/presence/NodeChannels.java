package org.backplane.broker.redis.presence;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/**
 * The channels in which this node has members, as recorded in Redis for the node that cleans up after this one. A
 * channel is recorded before its first member joins and until its last member has left: a superfluous record is
 * harmless, a missing one would leave a ghost. Used only on the presence executor.
 */
final class NodeChannels {

    private static final int MAX_CHANNELS_PER_CALL = 1_000;
    private static final long NOT_RECORDED = 0;

    private final PresenceCalls calls;
    private final Writer writer;
    private final MembershipBarrier barrier;
    private final Executor executor;

    /** The number of the latest recording of each channel that is recorded or is being recorded. */
    private final Map<ChannelName, Long> recorded = new HashMap<>();

    private long lastNumber;
    private CompletionStage<Object> removing = CompletableFuture.completedFuture("");

    /** @param barrier is informed about the recorded channels */
    NodeChannels(PresenceCalls calls, Writer writer, MembershipBarrier barrier, Executor executor) {
        this.calls = calls;
        this.writer = writer;
        this.barrier = barrier;
        this.executor = executor;
    }

    /** One call that records channels under one lease; only the latest one of a channel counts. */
    private record Recording(long number, Call call, List<ChannelName> channels) {}

    /** The channels that are recorded or are being recorded: a live view. */
    Set<ChannelName> recorded() {
        return Collections.unmodifiableSet(recorded.keySet());
    }

    /** Records a channel, unless it is recorded already. */
    void record(ChannelName channel, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        if (!recorded.containsKey(channel)) {
            write(List.of(channel), lease, failed);
        }
    }

    /**
     * Records channels, even if they are recorded under another lease.
     *
     * @param failed takes the channels that could not be recorded
     */
    void recordAll(Collection<ChannelName> channels, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        List<ChannelName> all = List.copyOf(channels);
        for (int from = 0; from < all.size(); from += MAX_CHANNELS_PER_CALL) {
            write(all.subList(from, Math.min(all.size(), from + MAX_CHANNELS_PER_CALL)), lease, failed);
        }
    }

    /** Waits for the removal before it: a removal that is redirected could otherwise be executed after this call. */
    private void write(List<ChannelName> channels, LeaseId lease, Consumer<Collection<ChannelName>> failed) {
        Recording recording = new Recording(++lastNumber, calls.recordChannels(lease, channels), channels);
        channels.forEach(channel -> recorded.put(channel, recording.number()));
        send(recording).whenCompleteAsync((done, failure) -> settle(recording, failure, failed), executor);
    }

    private CompletionStage<Object> send(Recording recording) {
        if (!writer.keepsOneOrder()) {
            return removing.thenCompose(removed -> writer.repeatable(recording.call()));
        } else if (recording.channels().size() == 1) {
            return writer.repeatable(recording.channels().get(0), recording.call());
        }
        return writer.repeatable(recording.call());
    }

    /** Ignores channels that were removed or recorded again meanwhile, perhaps under another lease. */
    private void settle(Recording recording, @Nullable Throwable failure, Consumer<Collection<ChannelName>> failed) {
        List<ChannelName> current = recording.channels().stream()
                .filter(channel -> recorded.getOrDefault(channel, NOT_RECORDED) == recording.number())
                .toList();
        if (failure == null) {
            current.forEach(barrier::channelRecorded);
        } else {
            current.forEach(recorded::remove);
            current.forEach(barrier::channelNotRecorded);
            failed.accept(current);
        }
    }

    /** Removes the record of a channel, if there is one. */
    void remove(ChannelName channel, LeaseId lease) {
        if (recorded.remove(channel) == null) {
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
