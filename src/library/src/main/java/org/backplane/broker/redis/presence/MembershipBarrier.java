package org.backplane.broker.redis.presence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.message.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Delays the calls that enter users into a channel until Redis has confirmed that the node would be cleaned up after:
 * its lease holds and the channel is recorded under it. Needed only where Redis does not execute these calls in one
 * order, as on the servers of a Redis Cluster; otherwise it is always open. Used only on the presence executor.
 */
final class MembershipBarrier {

    private final boolean alwaysOpen;
    private final Set<ChannelName> recorded = new HashSet<>();
    private final Map<ChannelName, Deque<WaitingCall>> waiting = new HashMap<>();
    private boolean leaseConfirmed;

    MembershipBarrier(boolean alwaysOpen) {
        this.alwaysOpen = alwaysOpen;
    }

    /** A call that waits for the barrier, and the action if the barrier does not open soon. */
    private record WaitingCall(Runnable send, Runnable reject) {}

    /**
     * Sends a call, now or when the barrier opens, after all earlier calls of the channel. A call that only removes users
     * waits for nothing but earlier calls.
     *
     * @return completes with the reply; fails if the barrier does not open soon, and the caller tries again
     */
    CompletionStage<Object> send(ChannelName channel, boolean entersUsers, Supplier<CompletionStage<Object>> call) {
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        Runnable send = () -> call.get().whenComplete((reply, failure) -> complete(outcome, reply, failure));
        boolean waits = waiting.containsKey(channel) || (entersUsers && !alwaysOpen && !isOpen(channel));
        if (waits) {
            waiting.computeIfAbsent(channel, c -> new ArrayDeque<>())
                    .add(new WaitingCall(send, () -> outcome.completeExceptionally(rejection())));
        } else {
            send.run();
        }
        return outcome;
    }

    private static void complete(
            CompletableFuture<Object> outcome, @Nullable Object reply, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(reply);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    private boolean isOpen(ChannelName channel) {
        return leaseConfirmed && recorded.contains(channel);
    }

    /** Called when the lease holds. */
    void confirmLease() {
        leaseConfirmed = true;
        List.copyOf(waiting.keySet()).forEach(this::open);
    }

    /** Called when another lease starts: it has to be confirmed and the channels recorded again. */
    void leaseReplaced() {
        leaseConfirmed = false;
        recorded.clear();
        List.copyOf(waiting.keySet()).forEach(this::reject);
    }

    /** Called when a channel is recorded under the lease. */
    void channelRecorded(ChannelName channel) {
        recorded.add(channel);
        open(channel);
    }

    /** Called when a channel is no longer recorded, or it is unknown whether it is. */
    void channelNotRecorded(ChannelName channel) {
        recorded.remove(channel);
        reject(channel);
    }

    private void open(ChannelName channel) {
        if (isOpen(channel) && waiting.containsKey(channel)) {
            waiting.remove(channel).forEach(call -> call.send().run());
        }
    }

    private void reject(ChannelName channel) {
        Deque<WaitingCall> all = waiting.remove(channel);
        if (all != null) {
            all.forEach(call -> call.reject().run());
        }
    }

    private static BrokerUnavailableException rejection() {
        return new BrokerUnavailableException(
                "Redis did not confirm the lease of this node and its members in the channel");
    }
}
