package org.backplane.hub.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.backplane.config.Settings;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.api.Welcome;
import org.backplane.hub.channel.Lines;
import org.backplane.hub.channel.SubscriberRequest;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.RejectedException;
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
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.security.Operation;
import org.backplane.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Does what a client asks, command by command, and answers: the first command must be {@code hello}, and those over the
 * rate are refused.
 *
 * <p>Commands come from one thread at a time; answers are given by any.
 */
final class CommandProcessor {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ClientConnection connection;
    private final HubParts parts;
    private final Identity identity;
    private final InboundLimits limits;
    private final InFlightRequests inFlight = new InFlightRequests();

    /** Made with the first refusal: most connections never have one. */
    private @Nullable RejectionRate flood;

    private volatile @Nullable Requester caller;
    private Optional<String> token = Optional.empty();

    CommandProcessor(ClientConnection connection, HubParts parts, Identity identity) {
        this.connection = connection;
        this.parts = parts;
        this.identity = identity;
        this.limits = new InboundLimits(parts.configuration(), System::nanoTime);
    }

    /** Who it is with; empty before the first command. */
    Optional<User> user() {
        Requester known = caller;
        return known == null ? Optional.empty() : known.user();
    }

    InFlightRequests inFlight() {
        return inFlight;
    }

    DisplayName displayName() {
        Requester known = caller;
        return known == null ? Requester.APPLICATION.name() : known.name();
    }

    void accept(Request request) {
        Requester known = caller;
        if (known == null) {
            begin(request);
            return;
        }
        Optional<Rejection> excess = limits.check(request.command());
        if (excess.isEmpty()) {
            request.command().accept(new Turn(request.id(), known));
            return;
        }
        connection.refuse(request.id(), excess.get());
        if (flood == null) {
            flood = new RejectionRate(System::nanoTime);
        }
        if (flood.refused()) {
            connection.dismiss(CloseReason.FLOODING);
        }
    }

    private void begin(Request request) {
        Optional<Rejection> stranger = parts.gate().checkEntry(identity.verified());
        if (stranger.isPresent()) {
            connection.refuse(request.id(), stranger.get());
            connection.dismiss(identity.verified().isPresent() ? CloseReason.NO_ROLE : CloseReason.NO_LOGIN);
            return;
        }
        if (request.command() instanceof Command.Hello hello) {
            greet(request.id(), hello);
            return;
        }
        connection.refuse(
                request.id(),
                request.command() instanceof Command.Malformed malformed
                        ? malformed.refusal()
                        : Rejection.badRequest("the first line must be \"hello\""));
        connection.dismiss(CloseReason.NO_HELLO);
    }

    private void greet(Optional<JsonText> id, Command.Hello hello) {
        User user = identity.verified().orElseGet(() -> anonymous(hello));
        if (!parts.connections().greet(connection, user.id())) {
            connection.refuse(id, Rejection.rateLimited("too many connections of this user", RejectionRate.WINDOW));
            connection.dismiss(CloseReason.TOO_MANY_CONNECTIONS);
            return;
        }
        Requester greeted = Requester.on(connection.id(), user, hello.name().orElseGet(() -> defaultName(user)));
        caller = greeted;
        if (!connection.isOpen()) {
            parts.connections().remove(connection);
            return;
        }
        welcome(id, greeted);
        joinInbox(ChannelName.inboxOf(user.id()), hello.since());
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

    private void welcome(Optional<JsonText> id, Requester to) {
        Welcome.Node node = new Welcome.Node(
                parts.gate().showsServers(to)
                        ? Optional.of(parts.context().node().name())
                        : Optional.empty(),
                parts.configuration().get(Settings.CONNECTION_PING),
                parts.configuration().get(Settings.MESSAGE_MAX_BYTES));
        connection.offer(Lines.welcome(id, new Welcome(connection.id(), to, token, node)));
    }

    /** The client did not ask for this by a command, so there is nobody to refuse it to: it is tried until it succeeds. */
    private void joinInbox(ChannelName inbox, Optional<Position> since) {
        connection
                .subscriptions()
                .join(
                        inbox,
                        new SubscriberRequest.Join(
                                Optional.empty(),
                                since,
                                SubscriptionView.OF_INBOX,
                                refusal -> parts.timer().after(RETRY, () -> {
                                    if (connection.isOpen()
                                            && !connection.subscriptions().contains(inbox)) {
                                        joinInbox(inbox, since);
                                    }
                                })),
                        CreationCharge.NONE);
    }

    /** One command, and the way its answer goes. */
    private final class Turn implements Command.Visitor {

        private final Optional<JsonText> id;
        private final Requester who;

        Turn(Optional<JsonText> id, Requester who) {
            this.id = id;
            this.who = who;
        }

        @Override
        public void hello(Command.Hello hello) {
            Requester renamed = Requester.on(
                    who.connection(), who.user().orElseThrow(), hello.name().orElse(who.name()));
            caller = renamed;
            connection.subscriptions().rename(renamed);
            welcome(id, renamed);
        }

        @Override
        public void subscribe(Command.Subscribe subscribe) {
            Optional<Rejection> refusal = parts.gate().check(Operation.SUBSCRIBE, subscribe.channel(), who);
            if (refusal.isPresent()) {
                refuse(refusal.get());
                return;
            }
            parts.creation()
                    .admit(who, subscribe.channel(), charge -> {
                        join(subscribe, charge);
                        return CompletableFuture.completedStage(charge);
                    })
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            refuse(Operations.refusalOf(failure));
                        }
                    });
        }

        private void join(Command.Subscribe subscribe, CreationCharge charge) {
            ChannelName channel = subscribe.channel();
            Optional<Rejection> refusal = tooManyChannels(channel);
            if (refusal.isPresent()) {
                charge.giveBack();
                refuse(refusal.get());
                return;
            }
            SubscriptionView view = parts.gate().view(channel, who, subscribe.presence());
            connection
                    .subscriptions()
                    .join(channel, new SubscriberRequest.Join(id, subscribe.since(), view, this::refuse), charge);
        }

        private Optional<Rejection> tooManyChannels(ChannelName channel) {
            int limit = parts.configuration().get(Settings.CONNECTION_CHANNELS);
            Subscriptions subscriptions = connection.subscriptions();
            boolean fits = channel.isInbox() || subscriptions.contains(channel) || subscriptions.count() < limit;
            return fits
                    ? Optional.empty()
                    : Optional.of(Rejection.tooLarge("a connection may subscribe to " + limit + " channels"));
        }

        @Override
        public void unsubscribe(Command.Unsubscribe unsubscribe) {
            parts.creation().afterwards(who, unsubscribe.channel(), () -> leave(unsubscribe));
        }

        private void leave(Command.Unsubscribe unsubscribe) {
            if (!connection.subscriptions().leave(unsubscribe.channel(), new SubscriberRequest.Leave(id))) {
                connection.offer(Lines.unsubscribed(id, unsubscribe.channel()));
            }
        }

        @Override
        public void publish(Command.Publish publish) {
            ChannelName channel = publish.channel();
            if (publish.keep()) {
                answer(
                        parts.operations().publish(who, channel, publish.content()),
                        done -> Lines.published(id, channel, Optional.of(done.position())));
            } else {
                answer(
                        parts.operations().publishTransient(who, channel, publish.content()),
                        done -> Lines.published(id, channel, Optional.empty()));
            }
        }

        @Override
        public void send(Command.Send send) {
            ChannelName own = ChannelName.inboxOf(who.user().orElseThrow().id());
            answer(
                    parts.operations().send(who, send.to(), send.content()),
                    done -> Lines.published(id, own, Optional.of(done.position())));
        }

        @Override
        public void history(Command.History history) {
            answer(
                    parts.operations().history(who, history.channel(), history.page()),
                    page -> Lines.history(id, history.channel(), page));
        }

        @Override
        public void who(Command.Who command) {
            answer(
                    parts.operations().members(who, command.channel()),
                    members -> Lines.members(id, command.channel(), members));
        }

        @Override
        public void set(Command.Set set) {
            answer(
                    parts.operations().set(who, set.channel(), set.change()),
                    written -> Lines.state(id, set.channel(), written.document()));
        }

        @Override
        public void pong(Command.Pong pong) {
            // any line counts as life
        }

        @Override
        public void malformed(Command.Malformed malformed) {
            refuse(malformed.refusal());
        }

        private void refuse(Rejection refusal) {
            connection.refuse(id, refusal);
        }

        private <T> void answer(CompletionStage<T> result, Function<T, Line> line) {
            inFlight.begin();
            result.whenComplete((value, failure) -> {
                if (failure == null) {
                    connection.offer(line.apply(value));
                } else {
                    refuse(RejectedException.refusalOf(failure));
                }
                inFlight.end();
            });
        }
    }
}
