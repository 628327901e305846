package org.backplane.hub.connection;

import java.time.Duration;
import java.util.Optional;
import org.backplane.config.Settings;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.api.Welcome;
import org.backplane.hub.channel.Lines;
import org.backplane.hub.channel.SubscriberRequest;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Request;
import org.backplane.hub.command.Requester;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.hub.limit.InFlightRequests;
import org.backplane.hub.limit.InboundLimits;
import org.backplane.hub.limit.RejectionRate;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Processes the commands of one client: the first one must be {@code hello}, and those beyond the rate limit are rejected.
 *
 * <p>{@link #accept} is called by one thread at a time; answers are queued by any thread.
 */
final class CommandProcessor {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ClientConnection connection;
    private final HubParts parts;
    private final Identity identity;
    private final InboundLimits limits;
    private final InFlightRequests inFlight = new InFlightRequests();

    /** Null until the first command is rejected by a rate limit; most connections never have one. */
    private @Nullable RejectionRate rejectionRate;

    private volatile @Nullable Requester caller;
    private Optional<String> token = Optional.empty();

    CommandProcessor(ClientConnection connection, HubParts parts, Identity identity) {
        this.connection = connection;
        this.parts = parts;
        this.identity = identity;
        this.limits = new InboundLimits(parts.configuration(), System::nanoTime);
    }

    /** The user of the connection; empty before the first command. */
    Optional<User> user() {
        Requester known = caller;
        return known == null ? Optional.empty() : known.user();
    }

    ClientConnection connection() {
        return connection;
    }

    HubParts parts() {
        return parts;
    }

    InFlightRequests inFlight() {
        return inFlight;
    }

    DisplayName displayName() {
        Requester known = caller;
        return known == null ? Requester.APPLICATION.name() : known.name();
    }

    /** Executes a command, or rejects it. Does not block. */
    void accept(Request request) {
        Requester known = caller;
        if (known == null) {
            processFirst(request);
            return;
        }
        Optional<Rejection> rejection = limits.check(request.command());
        if (rejection.isEmpty()) {
            request.command().accept(new CommandExecution(this, request.id(), known));
            return;
        }
        connection.reject(request.id(), rejection.get());
        if (rejectionRate == null) {
            rejectionRate = new RejectionRate(System::nanoTime);
        }
        if (rejectionRate.countRejection()) {
            connection.dismiss(CloseReason.FLOODING);
        }
    }

    private void processFirst(Request request) {
        Optional<Rejection> rejection = parts.access().checkAdmission(identity.verified());
        if (rejection.isPresent()) {
            connection.reject(request.id(), rejection.get());
            connection.dismiss(identity.verified().isPresent() ? CloseReason.NO_ROLE : CloseReason.NO_LOGIN);
            return;
        }
        if (request.command() instanceof Command.Hello hello) {
            greet(request.id(), hello);
            return;
        }
        connection.reject(
                request.id(),
                request.command() instanceof Command.Malformed malformed
                        ? malformed.rejection()
                        : Rejection.badRequest("the first line must be \"hello\""));
        connection.dismiss(CloseReason.NO_HELLO);
    }

    private void greet(Optional<JsonText> id, Command.Hello hello) {
        User user = identity.verified().orElseGet(() -> anonymous(hello));
        if (!parts.connections().assign(connection, user.id())) {
            connection.reject(id, Rejection.rateLimited("too many connections of this user", RejectionRate.WINDOW));
            connection.dismiss(CloseReason.TOO_MANY_CONNECTIONS);
            return;
        }
        Requester requester = Requester.on(connection.id(), user, hello.name().orElseGet(() -> defaultName(user)));
        caller = requester;
        if (!connection.isOpen()) {
            parts.connections().remove(connection);
            return;
        }
        welcome(id, requester);
        subscribeToInbox(ChannelName.inboxOf(user.id()), hello.since());
    }

    private User anonymous(Command.Hello hello) {
        Optional<User> known = hello.token().flatMap(parts.tokens()::userOf);
        String secret =
                known.isPresent() ? hello.token().orElseThrow() : parts.tokens().issue();
        token = Optional.of(secret);
        return parts.tokens().userOf(secret).orElseThrow();
    }

    private DisplayName defaultName(User user) {
        return DisplayName.nearestTo(identity.displayName(), DisplayName.ofGuest(user.id()));
    }

    /** Shows the user under another name, in the channels that the connection is subscribed to as well. */
    void rename(Optional<JsonText> id, Requester renamed) {
        caller = renamed;
        connection.subscriptions().rename(renamed);
        welcome(id, renamed);
    }

    private void welcome(Optional<JsonText> id, Requester requester) {
        Welcome.Node node = new Welcome.Node(
                parts.access().showsServers(requester)
                        ? Optional.of(parts.context().node().name())
                        : Optional.empty(),
                parts.configuration().get(Settings.CONNECTION_PING),
                parts.configuration().get(Settings.MESSAGE_MAX_BYTES));
        connection.offer(Lines.welcome(id, new Welcome(connection.id(), requester, token, node)));
    }

    /** Retried until it succeeds: the client sent no command for it that could be rejected. */
    private void subscribeToInbox(ChannelName inbox, Optional<Position> since) {
        connection
                .subscriptions()
                .subscribe(
                        inbox,
                        new SubscriberRequest.Subscribe(
                                Optional.empty(),
                                since,
                                SubscriptionView.INBOX,
                                rejection -> parts.timer().after(RETRY, () -> {
                                    if (connection.isOpen()
                                            && !connection.subscriptions().contains(inbox)) {
                                        subscribeToInbox(inbox, since);
                                    }
                                })),
                        CreationCharge.NONE);
    }
}
