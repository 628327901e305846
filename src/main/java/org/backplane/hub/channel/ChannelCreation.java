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
 * Holds the limits of channels that users begin: only the broker knows whether a channel is there, so a charge is taken
 * before it is asked to do something, and given back if the channel was there.
 *
 * <p>A channel that this node listens to costs nothing and asks nobody; nor does a user's own inbox, or application code.
 * Once half of a limit is used up, the broker is asked first whether the channel is there. While it is asked, what the
 * same connection wants of the same channel waits, so that its order is kept. Thread-safe; no method blocks.
 */
public final class ChannelCreation {

    /** What keeps its order. */
    private record Order(String connection, ChannelName channel) {}

    private final CreationBudget budget;
    private final MessageLog broker;
    private final Channels channels;

    /** Where the broker is being asked: the last of those who wait. Each connection puts in by one thread at a time. */
    private final Map<Order, CompletionStage<Boolean>> waiting = new ConcurrentHashMap<>();

    public ChannelCreation(Configuration configuration, MessageLog broker, Channels channels, LongSupplier nanoTime) {
        this.budget = new CreationBudget(configuration, nanoTime);
        this.broker = broker;
        this.channels = channels;
    }

    /**
     * Does something that begins the channel if it is not there: at once, or when the broker has told whether it is.
     *
     * @param operation is given the charge, which it must settle; not run if the caller may begin no more channels
     * @return what the operation returns; fails with {@link RejectedException} if it may not be, and as the broker does
     */
    public <T> CompletionStage<T> admit(
            Requester caller, ChannelName channel, Function<CreationCharge, CompletionStage<T>> operation) {
        if (before(caller, channel) == null) {
            Optional<CreationCharge> charge = chargeAtOnce(caller, channel);
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

    /** Does something after all that the same connection wanted of the same channel before, and that has to wait. */
    public void afterwards(Requester caller, ChannelName channel, Runnable task) {
        if (before(caller, channel) == null) {
            task.run();
        } else {
            inOrder(caller, channel, () -> {
                task.run();
                return CompletableFuture.completedStage(true);
            });
        }
    }

    private @Nullable CompletionStage<Boolean> before(Requester caller, ChannelName channel) {
        return waiting.isEmpty() || caller.connection().isEmpty()
                ? null
                : waiting.get(new Order(caller.connection(), channel));
    }

    /** @param step completes, and does not fail, when its turn is over */
    private void inOrder(Requester caller, ChannelName channel, Supplier<CompletionStage<Boolean>> step) {
        if (caller.connection().isEmpty()) {
            var unused = step.get();
            return;
        }
        Order order = new Order(caller.connection(), channel);
        CompletionStage<Boolean> before = waiting.get(order);
        CompletionStage<Boolean> last =
                before == null ? step.get() : before.handle((done, bug) -> true).thenCompose(done -> step.get());
        waiting.put(order, last);
        last.whenComplete((done, bug) -> waiting.remove(order, last));
    }

    /** Empty if the broker has to be asked. */
    private Optional<CreationCharge> chargeAtOnce(Requester caller, ChannelName channel) {
        Optional<UserId> user = caller.user().map(User::id);
        boolean isFree = user.isEmpty() || channel.owner().equals(user) || channels.contains(channel);
        return isFree ? Optional.of(CreationCharge.NONE) : user.flatMap(budget::takeIfPlenty);
    }

    private CompletionStage<CreationCharge> charge(Requester caller, ChannelName channel) {
        Optional<CreationCharge> atOnce = chargeAtOnce(caller, channel);
        if (atOnce.isPresent()) {
            return CompletableFuture.completedStage(atOnce.get());
        }
        UserId user = caller.user().orElseThrow().id();
        return broker.exists(channel).thenApply(exists -> exists ? CreationCharge.NONE : chargeForNew(user));
    }

    private CreationCharge chargeForNew(UserId user) {
        return budget.take(user)
                .orElseThrow(() -> new RejectedException(
                        Rejection.rateLimited("too many new channels in a minute", budget.untilNext(user))));
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

    /** Forgets what does not count any more. */
    public void sweep() {
        budget.sweep();
    }
}
