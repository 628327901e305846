package org.backplane.hub;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.security.Authorizer;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.backplane.security.User;

/**
 * What every operation passes, whichever door it comes through: the privacy of inboxes, the authorizer, and the limits.
 * Thread-safe.
 */
final class Gate {

    /** What makes the broker keep something for a channel. */
    private static final Set<Operation> USES =
            EnumSet.of(Operation.SUBSCRIBE, Operation.PUBLISH, Operation.SEND, Operation.SET);

    private final Authorizer authorizer;
    private final NewChannels newChannels;
    private final KeyedLimits<UserId> requests;
    private final KeyedLimits<String> strangers;

    Gate(Configuration configuration, Authorizer authorizer, LongSupplier nanoTime) {
        this.authorizer = authorizer;
        this.newChannels = new NewChannels(configuration, nanoTime);
        int rate = configuration.get(Settings.CONNECTION_RATE);
        int burst = configuration.get(Settings.CONNECTION_BURST);
        int people = configuration.get(Settings.CONNECTIONS_PER_USER);
        this.requests = new KeyedLimits<>(rate, burst, nanoTime);
        this.strangers = new KeyedLimits<>((double) rate * people, burst * people, nanoTime);
    }

    /** Why the caller may not do this; empty if he may. */
    Optional<Refusal> check(Operation operation, ChannelName channel, Caller caller) {
        Optional<String> reason = inboxRule(operation, channel, caller);
        if (reason.isPresent()) {
            return reason.map(Refusal::forbidden);
        }
        return caller.user().flatMap(user -> checkUser(operation, channel, user)
                .or(() -> caller.connection().isEmpty() ? checkRate(user, caller) : Optional.empty()));
    }

    /** Only its owner listens to an inbox and reads it; all others only send to it. */
    private static Optional<String> inboxRule(Operation operation, ChannelName channel, Caller caller) {
        if (!channel.isInbox() || operation == Operation.SEND) {
            return Optional.empty();
        }
        boolean reads = operation == Operation.SUBSCRIBE || operation == Operation.HISTORY;
        boolean owns = caller.user().map(User::id).equals(channel.owner());
        if (reads) {
            return owns ? Optional.empty() : Optional.of("this inbox is somebody else's");
        }
        return Optional.of("an inbox has no members and no state, and \"send\" is the only way in");
    }

    private Optional<Refusal> checkUser(Operation operation, ChannelName channel, User user) {
        Decision decision = authorizer.decide(operation, channel, user);
        if (!decision.isAllowed()) {
            return Optional.of(Refusal.forbidden(decision.reason()));
        }
        Optional<Duration> wait = USES.contains(operation) ? newChannels.use(channel, user.id()) : Optional.empty();
        return wait.map(time -> Refusal.rateLimited("too many new channels in a minute", time));
    }

    /**
     * A connection has a limit of its own; requests without one share the user's. Those who do not say who they are share
     * that of their address, which is as much as one user may do on all his connections: behind a proxy they are many.
     */
    private Optional<Refusal> checkRate(User user, Caller caller) {
        Optional<Duration> wait =
                caller.strangerFrom().map(strangers::tryTake).orElseGet(() -> requests.tryTake(user.id()));
        return wait.map(time -> Refusal.rateLimited("too many requests", time));
    }

    /** Forgets what does not count any more. */
    void sweep() {
        newChannels.sweep();
        requests.sweep();
        strangers.sweep();
    }
}
