package org.backplane.broker.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.backplane.message.ChannelName;

/** What goes to Redis in one pipeline: at most one batch of each channel, all else in its order. For one thread. */
final class WritePlan {

    private final Map<ChannelName, AppendBatch> batches = new HashMap<>();
    private final Set<ChannelName> closed = new HashSet<>();
    private final Set<Integer> closedSlots = new HashSet<>();
    private final List<Function<RedisCalls, Pending>> pending = new ArrayList<>();

    /** Takes the write in; false if it must wait for the next pipeline, and all of its channel with it. */
    boolean add(Write write) {
        if (write instanceof Write.Again again) {
            closedSlots.add(again.slot());
            pending.add(calls -> again.pending());
            return true;
        }
        if (!closedSlots.isEmpty() && closedSlots.contains(write.slot())) {
            return false;
        }
        if (write instanceof Write.OfNode node) {
            pending.add(calls -> node.pending().numbered(calls.nextNumber()));
            return true;
        }
        ChannelName channel = ((Write.OfChannel) write).channel();
        if (closed.contains(channel)) {
            return false;
        }
        if (write instanceof Write.Change change) {
            pending.add(calls -> change.pending().numbered(calls.nextNumber()));
            return closeAfterBatch(channel);
        }
        boolean fits = batch(channel).add(((Write.Message) write).append());
        return fits || !closed.add(channel);
    }

    /** A message that came after another change would go before it if it joined the batch. */
    private boolean closeAfterBatch(ChannelName channel) {
        if (batches.containsKey(channel)) {
            closed.add(channel);
        }
        return true;
    }

    private AppendBatch batch(ChannelName channel) {
        AppendBatch batch = batches.get(channel);
        if (batch == null) {
            AppendBatch begun = new AppendBatch(channel);
            batches.put(channel, begun);
            pending.add(calls -> begun.pending(calls).numbered(calls.nextNumber()));
            return begun;
        }
        return batch;
    }

    /** The calls in their order, each with the next number if it has none yet. */
    List<Pending> calls(RedisCalls calls) {
        return pending.stream().map(one -> one.apply(calls)).toList();
    }
}
