package org.backplane.hub.connection;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.backplane.config.Settings;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.channel.Lines;
import org.backplane.hub.channel.SubscriberRequest;
import org.backplane.hub.command.Command;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Requester;
import org.backplane.hub.limit.CreationCharge;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.security.Operation;

/** Executes one command of a client and queues its answer for the connection. */
final class CommandExecution implements Command.Visitor {

    private final CommandProcessor processor;
    private final ClientConnection connection;
    private final HubParts parts;
    private final Optional<JsonText> id;
    private final Requester caller;

    /** @param id returned in the answer; empty if the client sent none */
    CommandExecution(CommandProcessor processor, Optional<JsonText> id, Requester caller) {
        this.processor = processor;
        this.connection = processor.connection();
        this.parts = processor.parts();
        this.id = id;
        this.caller = caller;
    }

    @Override
    public void hello(Command.Hello hello) {
        processor.rename(
                id,
                Requester.on(
                        caller.connection(),
                        caller.user().orElseThrow(),
                        hello.name().orElse(caller.name())));
    }

    @Override
    public void subscribe(Command.Subscribe subscribe) {
        Optional<Rejection> rejection = parts.access().check(Operation.SUBSCRIBE, subscribe.channel(), caller);
        if (rejection.isPresent()) {
            reject(rejection.get());
            return;
        }
        parts.creation()
                .admit(caller, subscribe.channel(), charge -> {
                    begin(subscribe, charge);
                    return CompletableFuture.completedStage(charge);
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        reject(Operations.rejectionOf(failure));
                    }
                });
    }

    private void begin(Command.Subscribe subscribe, CreationCharge charge) {
        ChannelName channel = subscribe.channel();
        Optional<Rejection> rejection = tooManyChannels(channel);
        if (rejection.isPresent()) {
            charge.giveBack();
            reject(rejection.get());
            return;
        }
        SubscriptionView view = parts.access().view(channel, caller, subscribe.presence());
        connection
                .subscriptions()
                .subscribe(channel, new SubscriberRequest.Subscribe(id, subscribe.since(), view, this::reject), charge);
    }

    private Optional<Rejection> tooManyChannels(ChannelName channel) {
        int limit = parts.configuration().get(Settings.CONNECTION_CHANNELS);
        Subscriptions subscriptions = connection.subscriptions();
        boolean fits = channel.isInbox() || subscriptions.contains(channel) || subscriptions.count() < limit;
        return fits
                ? Optional.empty()
                : Optional.of(Rejection.tooLarge("a connection may subscribe to at most " + limit + " channels"));
    }

    @Override
    public void unsubscribe(Command.Unsubscribe unsubscribe) {
        parts.creation().runInOrder(caller, unsubscribe.channel(), () -> end(unsubscribe));
    }

    private void end(Command.Unsubscribe unsubscribe) {
        if (!connection.subscriptions().unsubscribe(unsubscribe.channel(), new SubscriberRequest.Unsubscribe(id))) {
            connection.offer(Lines.unsubscribed(id, unsubscribe.channel()));
        }
    }

    @Override
    public void publish(Command.Publish publish) {
        ChannelName channel = publish.channel();
        if (publish.keep()) {
            answer(
                    parts.operations().publish(caller, channel, publish.content()),
                    published -> Lines.published(id, channel, Optional.of(published.position())));
        } else {
            answer(
                    parts.operations().publishTransient(caller, channel, publish.content()),
                    published -> Lines.published(id, channel, Optional.empty()));
        }
    }

    @Override
    public void send(Command.Send send) {
        ChannelName own = ChannelName.inboxOf(caller.user().orElseThrow().id());
        answer(
                parts.operations().send(caller, send.to(), send.content()),
                published -> Lines.published(id, own, Optional.of(published.position())));
    }

    @Override
    public void history(Command.History history) {
        answer(
                parts.operations().history(caller, history.channel(), history.page()),
                page -> Lines.history(id, history.channel(), page));
    }

    @Override
    public void who(Command.Who command) {
        answer(
                parts.operations().members(caller, command.channel()),
                members -> Lines.members(id, command.channel(), members));
    }

    @Override
    public void set(Command.Set set) {
        answer(
                parts.operations().set(caller, set.channel(), set.change()),
                written -> Lines.state(id, set.channel(), written.document()));
    }

    @Override
    public void pong(Command.Pong pong) {
        // every line of the client, so this one too, has been counted as a sign that it is connected
    }

    @Override
    public void malformed(Command.Malformed malformed) {
        reject(malformed.rejection());
    }

    private void reject(Rejection rejection) {
        connection.reject(id, rejection);
    }

    private <T> void answer(CompletionStage<T> result, Function<T, Line> line) {
        processor.inFlight().begin();
        result.whenComplete((value, failure) -> {
            if (failure == null) {
                connection.offer(line.apply(value));
            } else {
                reject(RejectedException.rejectionOf(failure));
            }
            processor.inFlight().end();
        });
    }
}
