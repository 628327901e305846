package org.backplane.broker.redis.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backplane.broker.redis.script.AppendBatch;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;

/** Builds the calls of one round of writes, in which the writes of each channel are consecutive. For one thread. */
final class WriteBatch {

    private final List<Function<RedisCalls, PendingCall>> pending = new ArrayList<>();
    private @Nullable AppendBatch batch;

    /** Adds the next write. */
    void add(Write write) {
        if (write instanceof Write.Message message) {
            add(message);
        } else if (write instanceof Write.Repeat repeat) {
            pending.add(calls -> repeat.pending());
        } else {
            PendingCall change = ((Write.OfCall) write).pending();
            pending.add(calls -> change.numbered(calls.nextNumber()));
        }
    }

    private void add(Write.Message message) {
        AppendBatch current = batch;
        if (current == null || !current.isFor(message.channel())) {
            current = startBatch(message.channel());
        }
        current.add(message.append());
    }

    private AppendBatch startBatch(ChannelName channel) {
        AppendBatch started = new AppendBatch(channel);
        pending.add(calls -> started.pending(calls).numbered(calls.nextNumber()));
        batch = started;
        return started;
    }

    /** The calls in order, each with the next number if it has none yet. */
    List<PendingCall> calls(RedisCalls calls) {
        return pending.stream().map(one -> one.apply(calls)).toList();
    }
}
