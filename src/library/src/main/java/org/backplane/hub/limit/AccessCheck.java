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
 * The checks of every operation, whichever endpoint it comes from: the privacy of inboxes, the authorizer, and the rate of
 * requests without a connection. Thread-safe; blocks only if the authorizer of the application does.
 */
public final class AccessCheck {

    private static final System.Logger LOG = System.getLogger(AccessCheck.class.getName());
    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

    private final Authorizer authorizer;
    private final Admission admission;
    private final KeyedRateLimits<UserId> byUser;
    private final KeyedRateLimits<String> byAddress;

    public AccessCheck(Configuration configuration, Authorizer authorizer, LongSupplier nanoTime) {
        this.authorizer = authorizer;
        this.admission = new Admission(configuration, authorizer);
        int rate = configuration.get(Settings.CONNECTION_RATE);
        int burst = configuration.get(Settings.CONNECTION_BURST);
        int connectionsPerUser = configuration.get(Settings.CONNECTIONS_PER_USER);
        this.byUser = new KeyedRateLimits<>(rate, burst, nanoTime);
        this.byAddress =
                new KeyedRateLimits<>((double) rate * connectionsPerUser, burst * connectionsPerUser, nanoTime);
    }

    public Admission admission() {
        return admission;
    }

    /** Checks whether a client may connect; {@code verified} is the login, empty if there is none. Empty if the client may. */
    public Optional<Rejection> checkAdmission(Optional<User> verified) {
        if (!admission.needsLogin() || verified.filter(admission::admits).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Rejection.forbidden(
                verified.isPresent() ? "this login is in no role that may come in" : "log in first"));
    }

    /** Checks and counts an operation; empty if it is allowed. */
    public Optional<Rejection> check(Operation operation, ChannelName channel, Requester caller) {
        return checkRight(operation, channel, caller)
                .or(() -> caller.connection().isEmpty()
                        ? caller.user().flatMap(user -> checkRate(user, caller))
                        : Optional.empty());
    }

    /** Whether the caller has the right to an operation; does not count for the rate. */
    public boolean mayDo(Operation operation, ChannelName channel, Requester caller) {
        return checkRight(operation, channel, caller).isEmpty();
    }

    /**
     * What the caller receives of a channel that they subscribe to.
     *
     * @param presence whether the caller asked for the members
     */
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

    /** Whether the caller may see names of nodes. */
    public boolean showsServers(Requester caller) {
        return caller.user().map(admission::showsServers).orElse(true);
    }

    private Optional<Rejection> checkRight(Operation operation, ChannelName channel, Requester caller) {
        return inboxRule(operation, channel, caller).map(Rejection::forbidden).or(() -> caller.user()
                .flatMap(user -> checkUser(operation, channel, user)));
    }

    /** Only the owner may subscribe to an inbox and read it; all others may only send to it. */
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
            return checkAdmission(Optional.of(user).filter(User::verified));
        }
        return channel.owner().filter(user.id()::equals).isPresent() && operation != Operation.SEND
                ? Optional.empty()
                : decide(operation, channel, user);
    }

    /** An authorizer that throws an exception allows nothing. */
    private Optional<Rejection> decide(Operation operation, ChannelName channel, User user) {
        try {
            Decision decision = authorizer.decide(operation, channel, user);
            return decision.isAllowed() ? Optional.empty() : Optional.of(Rejection.forbidden(decision.reason()));
        } catch (RuntimeException bug) {
            LIMITED_LOG.log(
                    Level.ERROR,
                    "The authorizer failed, so the operation is refused. It is a bean of the application: correct it.",
                    bug);
            return Optional.of(Rejection.internal());
        }
    }

    /**
     * A connection has its own limit; requests without a connection share the limit of their user. Anonymous requests share
     * the limit of their address. It is as high as that of all connections of a user together, because many users can be
     * behind one proxy.
     */
    private Optional<Rejection> checkRate(User user, Requester caller) {
        Optional<Duration> wait =
                caller.anonymousAddress().map(byAddress::tryTake).orElseGet(() -> byUser.tryTake(user.id()));
        return wait.map(time -> Rejection.rateLimited("too many requests", time));
    }

    /** Drops the state of limits that are unused. */
    public void sweep() {
        byUser.sweep();
        byAddress.sweep();
    }
}
