package org.backplane.hub.channel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.backplane.broker.MessageLog;
import org.backplane.config.Configuration;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Requester;
import org.backplane.hub.limit.CreationBudget;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the limits for new channels of users. Only the broker knows whether a channel exists, so an operation is charged
 * before it is passed to the broker, and the charge is given back if the channel existed.
 *
 * <p>There is no charge for a channel that this node is subscribed to, for a user's own inbox, or for application code.
 * Once half of a limit is used up, the broker is asked first whether the channel exists. Until it answers, later operations
 * of the same connection on the same channel wait, so that their order is kept. Thread-safe; no method blocks.
 */
public final class ChannelCreation {

    /** Operations of one connection on one channel are executed in order. */
    private record OperationOrder(String connection, ChannelName channel) {}

    private final CreationBudget budget;
    private final MessageLog broker;
    private final Channels channels;

    /** The last operation that waits for the broker. The entries of a connection are added by one thread at a time. */
    private final Map<OperationOrder, CompletionStage<Boolean>> waiting = new ConcurrentHashMap<>();

    public ChannelCreation(Configuration configuration, MessageLog broker, Channels channels, LongSupplier nanoTime) {
        this.budget = new CreationBudget(configuration, nanoTime);
        this.broker = broker;
        this.channels = channels;
    }

    /**
     * Executes an operation that creates the channel if it does not exist: at once, or when the broker has answered whether
     * it exists.
     *
     * @param operation must settle the charge that it receives; not executed if the caller may create no more channels
     * @return completes as the operation does; fails with {@link RejectedException} if the limit is reached, and with the
     *     broker's failure if it cannot answer
     */
    public <T> CompletionStage<T> admit(
            Requester caller, ChannelName channel, Function<CreationCharge, CompletionStage<T>> operation) {
        if (lastWaiting(caller, channel) == null) {
            Optional<CreationCharge> charge = chargeWithoutBroker(caller, channel);
            if (charge.isPresent()) {
                return operation.apply(charge.get());
            }
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        inOrder(caller, channel, () -> charge(caller, channel).handle((charge, failure) -> {
            if (failure == null) {
                run(operation, charge, result);
            } else {
                result.completeExceptionally(failure);
            }
            return true;
        }));
        return result;
    }

    /** Runs a task after the operations of the same connection on the same channel that wait; at once if there are none. */
    public void runInOrder(Requester caller, ChannelName channel, Runnable task) {
        if (lastWaiting(caller, channel) == null) {
            task.run();
        } else {
            inOrder(caller, channel, () -> {
                task.run();
                return CompletableFuture.completedStage(true);
            });
        }
    }

    private @Nullable CompletionStage<Boolean> lastWaiting(Requester caller, ChannelName channel) {
        return waiting.isEmpty() || caller.connection().isEmpty()
                ? null
                : waiting.get(new OperationOrder(caller.connection(), channel));
    }

    /** @param step completes, without failure, when the next operation may begin */
    private void inOrder(Requester caller, ChannelName channel, Supplier<CompletionStage<Boolean>> step) {
        if (caller.connection().isEmpty()) {
            var unused = step.get();
            return;
        }
        OperationOrder order = new OperationOrder(caller.connection(), channel);
        CompletionStage<Boolean> before = waiting.get(order);
        CompletionStage<Boolean> last =
                before == null ? step.get() : before.handle((done, bug) -> true).thenCompose(done -> step.get());
        waiting.put(order, last);
        last.whenComplete((done, bug) -> waiting.remove(order, last));
    }

    /** The charge if it can be decided without the broker. */
    private Optional<CreationCharge> chargeWithoutBroker(Requester caller, ChannelName channel) {
        Optional<UserId> user = caller.user().map(User::id);
        boolean isFree = user.isEmpty() || channel.owner().equals(user) || channels.contains(channel);
        return isFree ? Optional.of(CreationCharge.NONE) : user.flatMap(budget::takeIfPlenty);
    }

    private CompletionStage<CreationCharge> charge(Requester caller, ChannelName channel) {
        Optional<CreationCharge> atOnce = chargeWithoutBroker(caller, channel);
        if (atOnce.isPresent()) {
            return CompletableFuture.completedStage(atOnce.get());
        }
        UserId user = caller.user().orElseThrow().id();
        return broker.exists(channel).thenApply(exists -> exists ? CreationCharge.NONE : chargeNewChannel(user));
    }

    private CreationCharge chargeNewChannel(UserId user) {
        return budget.take(user)
                .orElseThrow(() -> new RejectedException(Rejection.rateLimited(
                        "too many channels were created within a minute", budget.untilNext(user))));
    }

    private static <T> void run(
            Function<CreationCharge, CompletionStage<T>> operation,
            CreationCharge charge,
            CompletableFuture<T> result) {
        try {
            operation.apply(charge).whenComplete((done, failure) -> {
                if (failure == null) {
                    result.complete(done);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException bug) {
            result.completeExceptionally(bug);
        }
    }

    /** Drops the state of limits that are unused. */
    public void sweep() {
        budget.sweep();
    }
}
