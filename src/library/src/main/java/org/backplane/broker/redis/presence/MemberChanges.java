package org.backplane.broker.redis.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.broker.redis.script.MemberChange;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Batches the member changes of each channel on their way to Redis. At most one call per channel is in flight; changes
 * that arrive in the meantime are sent together in the next call, in order.
 *
 * <p>After a call with several changes the next one is delayed, measured from when the call was sent, by {@value
 * #PAUSE_MILLIS} ms for each change, at most {@value #LONGEST_PAUSE_MILLIS} ms, unless it is already full. Two thousand
 * users who join within two seconds take about a dozen calls, while a single change is sent at once. Used only on the
 * presence executor.
 */
final class MemberChanges {

    /** The maximum number of changes in one call, which blocks Redis for some milliseconds. */
    static final int MAX_CHANGES = 500;

    private static final long PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final Map<ChannelName, ChannelQueue> queues = new HashMap<>();
    private final Sender sender;
    private final Maintenance maintenance;
    private final Executor executor;

    MemberChanges(Sender sender, Maintenance maintenance, Executor executor) {
        this.sender = sender;
        this.maintenance = maintenance;
        this.executor = executor;
    }

    /** Sends the calls. Used on the executor. */
    interface Sender {

        /** Sends one call with changes; completes with its reply. */
        CompletionStage<Object> send(ChannelName channel, List<MemberChange> changes);

        /** Called when a call has a reply or failed, before the outcomes of its changes complete. */
        void completed(ChannelName channel, @Nullable Object reply, @Nullable Throwable failure);
    }

    /** The waiting changes of one channel; exists only while there are any or a call is in flight. */
    private static final class ChannelQueue {
        final Deque<MemberChange> waiting = new ArrayDeque<>();
        boolean isSending;

        boolean isFull() {
            return waiting.size() >= MAX_CHANGES;
        }

        List<MemberChange> next() {
            List<MemberChange> changes = new ArrayList<>(Math.min(waiting.size(), MAX_CHANGES));
            while (!waiting.isEmpty() && changes.size() < MAX_CHANGES) {
                changes.add(waiting.remove());
            }
            return changes;
        }
    }

    /** Sends a change after the earlier ones of the same channel; its outcome completes on the executor. */
    void add(ChannelName channel, MemberChange change) {
        ChannelQueue queue = queues.get(channel);
        if (queue == null) {
            ChannelQueue created = new ChannelQueue();
            queues.put(channel, created);
            created.waiting.add(change);
            // Not sent directly: changes whose tasks are already queued join the same call.
            executor.execute(() -> sendNext(channel, created));
        } else {
            queue.waiting.add(change);
        }
    }

    /** Whether a change is waiting or in flight. */
    boolean isBusy(ChannelName channel) {
        ChannelQueue queue = queues.get(channel);
        return queue != null && (queue.isSending || !queue.waiting.isEmpty());
    }

    private void sendNext(ChannelName channel, ChannelQueue queue) {
        if (queue.waiting.isEmpty()) {
            queues.remove(channel, queue);
            return;
        }
        List<MemberChange> changes = queue.next();
        long sent = System.nanoTime();
        queue.isSending = true;
        sender.send(channel, changes)
                .whenCompleteAsync(
                        (reply, failure) -> {
                            queue.isSending = false;
                            sender.completed(channel, reply, failure);
                            changes.forEach(change -> complete(change, failure));
                            sendLater(channel, queue, queue.isFull() ? 0 : pauseMillis(changes.size(), sent));
                        },
                        executor);
    }

    private static void complete(MemberChange change, @Nullable Throwable failure) {
        if (failure == null) {
            change.outcome().complete(null);
        } else {
            change.outcome().completeExceptionally(failure);
        }
    }

    private static long pauseMillis(int changes, long sent) {
        return Math.min(LONGEST_PAUSE_MILLIS, changes * PAUSE_MILLIS)
                - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
    }

    private void sendLater(ChannelName channel, ChannelQueue queue, long millis) {
        if (millis > 0) {
            maintenance.after(millis, () -> executor.execute(() -> sendNext(channel, queue)));
        } else {
            sendNext(channel, queue);
        }
    }

    /** Fails all waiting changes. */
    void failAll(BrokerUnavailableException cause) {
        queues.values().forEach(queue -> {
            queue.waiting.forEach(change -> complete(change, cause));
            queue.waiting.clear();
        });
    }
}
