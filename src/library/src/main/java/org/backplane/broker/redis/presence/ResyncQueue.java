package org.backplane.broker.redis.presence;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.backplane.broker.redis.loop.Maintenance;
import org.backplane.message.ChannelName;

/**
 * The channels whose members in Redis may differ from those of this node. Synchronizes at most {@value #MAX_PARALLEL} of
 * them at a time, each at most once at a time, and only while the lease of the node is confirmed. Used only on the presence
 * executor.
 */
final class ResyncQueue {

    private static final int MAX_PARALLEL = 64;
    private static final long RETRY_MILLIS = 1_000;

    private final BooleanSupplier leaseConfirmed;
    private final Function<ChannelName, CompletionStage<Object>> sync;
    private final Maintenance maintenance;
    private final Executor executor;
    private final Set<ChannelName> waiting = new LinkedHashSet<>();
    private final Set<ChannelName> running = new HashSet<>();
    private boolean retryScheduled;
    private boolean closed;

    /** @param sync synchronizes a channel; adds it again if that fails */
    ResyncQueue(
            BooleanSupplier leaseConfirmed,
            Function<ChannelName, CompletionStage<Object>> sync,
            Maintenance maintenance,
            Executor executor) {
        this.leaseConfirmed = leaseConfirmed;
        this.sync = sync;
        this.maintenance = maintenance;
        this.executor = executor;
    }

    /** Adds channels; they are synchronized after the next {@link #proceed}. */
    void add(Collection<ChannelName> channels) {
        waiting.addAll(channels);
    }

    /** Synchronizes waiting channels, as many as may run now. */
    void proceed() {
        while (leaseConfirmed.getAsBoolean() && running.size() < MAX_PARALLEL) {
            Optional<ChannelName> next = waiting.stream()
                    .filter(channel -> !running.contains(channel))
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            start(next.get());
        }
    }

    private void start(ChannelName channel) {
        waiting.remove(channel);
        running.add(channel);
        sync.apply(channel).whenCompleteAsync((reply, failure) -> ended(channel, failure == null), executor);
    }

    private void ended(ChannelName channel, boolean succeeded) {
        running.remove(channel);
        if (succeeded) {
            proceed();
        }
    }

    /** Calls {@link #proceed} after a pause, unless that is scheduled already. */
    void retryLater() {
        if (!retryScheduled && !closed) {
            retryScheduled = true;
            maintenance.after(
                    RETRY_MILLIS,
                    () -> executor.execute(() -> {
                        retryScheduled = false;
                        proceed();
                    }));
        }
    }

    /** Schedules no further retries. */
    void close() {
        closed = true;
    }
}
