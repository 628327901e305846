package org.backplane.hub.limit;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;
import org.backplane.security.Admission;
import org.backplane.security.Authorizer;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.backplane.security.User;

/**
 * What every operation passes, whichever door it comes through: the privacy of inboxes, the authorizer, and the rate of
 * requests. Thread-safe.
 */
public final class AccessCheck {

    private static final System.Logger LOG = System.getLogger(AccessCheck.class.getName());
    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);

    private final Authorizer authorizer;
    private final Admission admission;
    private final KeyedRateLimits<UserId> requests;
    private final KeyedRateLimits<String> strangers;

    public AccessCheck(Configuration configuration, Authorizer authorizer, LongSupplier nanoTime) {
        this.authorizer = authorizer;
        this.admission = new Admission(configuration, authorizer);
        int rate = configuration.get(Settings.CONNECTION_RATE);
        int burst = configuration.get(Settings.CONNECTION_BURST);
        int people = configuration.get(Settings.CONNECTIONS_PER_USER);
        this.requests = new KeyedRateLimits<>(rate, burst, nanoTime);
        this.strangers = new KeyedRateLimits<>((double) rate * people, burst * people, nanoTime);
    }

    public Admission admission() {
        return admission;
    }

    /** Why somebody may not come in; empty if he may. */
    public Optional<Rejection> checkEntry(Optional<User> verified) {
        if (!admission.needsLogin() || verified.filter(admission::admits).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Rejection.forbidden(
                verified.isPresent() ? "this login is in no role that may come in" : "log in first"));
    }

    /** Why the caller may not do this; empty if he may. */
    public Optional<Rejection> check(Operation operation, ChannelName channel, Requester caller) {
        return checkRight(operation, channel, caller)
                .or(() -> caller.connection().isEmpty()
                        ? caller.user().flatMap(user -> checkRate(user, caller))
                        : Optional.empty());
    }

    /** Whether the caller has the right to do this; does not count as doing it. */
    public boolean mayDo(Operation operation, ChannelName channel, Requester caller) {
        return checkRight(operation, channel, caller).isEmpty();
    }

    /** What the caller may see of a channel that he listens to. */
    public SubscriptionView view(ChannelName channel, Requester caller, boolean presence) {
        if (channel.isInbox()) {
            return SubscriptionView.INBOX;
        }
        return new SubscriptionView(
                presence && mayDo(Operation.MEMBERS, channel, caller),
                showsServers(caller),
                mayDo(Operation.STATE, channel, caller),
                mayDo(Operation.HISTORY, channel, caller));
    }

    /** Whether the caller may know which servers there are. */
    public boolean showsServers(Requester caller) {
        return caller.user().map(admission::showsServers).orElse(true);
    }

    private Optional<Rejection> checkRight(Operation operation, ChannelName channel, Requester caller) {
        return inboxRule(operation, channel, caller).map(Rejection::forbidden).or(() -> caller.user()
                .flatMap(user -> checkUser(operation, channel, user)));
    }

    /** Only its owner listens to an inbox and reads it; all others only send to it. */
    private static Optional<String> inboxRule(Operation operation, ChannelName channel, Requester caller) {
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

    private Optional<Rejection> checkUser(Operation operation, ChannelName channel, User user) {
        if (!admission.admits(user)) {
            return checkEntry(Optional.of(user).filter(User::verified));
        }
        return channel.owner().filter(user.id()::equals).isPresent() && operation != Operation.SEND
                ? Optional.empty()
                : decide(operation, channel, user);
    }

    /** One that throws does not open the door. */
    private Optional<Rejection> decide(Operation operation, ChannelName channel, User user) {
        try {
            Decision decision = authorizer.decide(operation, channel, user);
            return decision.isAllowed() ? Optional.empty() : Optional.of(Rejection.forbidden(decision.reason()));
        } catch (RuntimeException bug) {
            RARE.log(
                    Level.ERROR,
                    "The authorizer failed, so nothing is allowed. It is a bean of the application: mend it.",
                    bug);
            return Optional.of(Rejection.internal());
        }
    }

    /**
     * A connection has a limit of its own; requests without one share the user's. Those who do not say who they are share
     * that of their address, which is as much as one user may do on all his connections: behind a proxy they are many.
     */
    private Optional<Rejection> checkRate(User user, Requester caller) {
        Optional<Duration> wait =
                caller.strangerFrom().map(strangers::tryTake).orElseGet(() -> requests.tryTake(user.id()));
        return wait.map(time -> Rejection.rateLimited("too many requests", time));
    }

    /** Forgets what does not count any more. */
    public void sweep() {
        requests.sweep();
        strangers.sweep();
    }
}
