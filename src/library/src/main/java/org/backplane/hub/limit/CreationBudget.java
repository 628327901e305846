package org.backplane.hub.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.UserId;
import org.backplane.security.RateLimit;

/** Limits the new channels in a minute on this node, for all users together and for each. Thread-safe; no method blocks. */
public final class CreationBudget {

    private static final double SECONDS_PER_MINUTE = 60;

    private final RateLimit node;
    private final KeyedRateLimits<UserId> users;

    public CreationBudget(Configuration configuration, LongSupplier nanoTime) {
        int perNode = configuration.get(Settings.CHANNELS_CREATED_PER_MINUTE);
        int perUser = configuration.get(Settings.CHANNELS_CREATED_PER_MINUTE_PER_USER);
        this.node = new RateLimit(perNode / SECONDS_PER_MINUTE, perNode, nanoTime);
        this.users = new KeyedRateLimits<>(perUser / SECONDS_PER_MINUTE, perUser, nanoTime);
    }

    /**
     * Takes a charge for a channel that may exist already; empty unless more than half of both limits is left. So users who
     * reconnect to many channels at once do not use up the limit, until the broker has answered, that others need for new
     * channels.
     */
    public Optional<CreationCharge> takeIfPlenty(UserId user) {
        return take(user, RateLimit::tryTakeIfPlenty);
    }

    /** Takes a charge; empty if one of the limits is used up. */
    public Optional<CreationCharge> take(UserId user) {
        return take(user, RateLimit::tryTake);
    }

    private Optional<CreationCharge> take(UserId user, Predicate<RateLimit> taking) {
        RateLimit own = users.of(user);
        if (!taking.test(own)) {
            return Optional.empty();
        }
        if (!taking.test(node)) {
            own.giveBack();
            return Optional.empty();
        }
        return Optional.of(new CreationCharge(List.of(own, node)));
    }

    /** The time until the user can create a channel again. */
    public Duration untilNext(UserId user) {
        Duration own = users.of(user).untilNext();
        Duration all = node.untilNext();
        return own.compareTo(all) > 0 ? own : all;
    }

    /** Drops the state of users who created no channel lately. */
    public void sweep() {
        users.sweep();
    }
}
