package org.backplane.hub.connection;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.backplane.broker.Broker;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.Published;
import org.backplane.broker.SetResult;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.api.ChannelState;
import org.backplane.hub.api.HubContext;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubStatus.Kind;
import org.backplane.hub.channel.ChannelCreation;
import org.backplane.hub.channel.Channels;
import org.backplane.hub.channel.MemberList;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Requester;
import org.backplane.hub.command.StateChange;
import org.backplane.hub.limit.AccessCheck;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Members;
import org.backplane.message.Names;
import org.backplane.message.Publication;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;
import org.backplane.security.Operation;

/** What can be asked of channels without listening to them: passes the gate, asks the broker, turns failures into refusals. */
public final class Operations {

    /** One answer holds 256 KiB of a channel's past at most, with what stands between the messages. */
    private static final int HISTORY_BYTES = 255 * 1024;

    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);
    private static final int RADIX = 36;

    private final Broker broker;
    private final String node;
    private final AccessCheck gate;
    private final ChannelCreation creation;
    private final Channels channels;
    private final HubCounters counters;
    private final int presenceLimit;
    private final int maxBytes;
    private final int stateBytes;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong messages = new AtomicLong();

    /** What an operation passes before the broker is asked. */
    public record Checks(AccessCheck gate, ChannelCreation creation) {}

    public Operations(Configuration configuration, HubContext context, Checks checks, Channels channels) {
        this.broker = context.broker();
        this.node = context.node().id();
        this.gate = checks.gate();
        this.creation = checks.creation();
        this.channels = channels;
        this.counters = channels.counters();
        this.presenceLimit = configuration.get(Settings.PRESENCE_LIMIT);
        this.maxBytes = configuration.get(Settings.MESSAGE_MAX_BYTES);
        this.stateBytes = configuration.get(Settings.STATE_BYTES);
    }

    public CompletionStage<Published> publish(Requester caller, ChannelName channel, Content content) {
        return passed(caller, gate.check(Operation.PUBLISH, channel, caller).or(() -> tooLarge(content)), () -> {
            return admitted(caller, publication(caller, channel, content, Optional.empty()), Kind.STORED);
        });
    }

    public CompletionStage<Void> publishTransient(Requester caller, ChannelName channel, Content content) {
        return passed(caller, gate.check(Operation.PUBLISH, channel, caller).or(() -> tooLarge(content)), () -> {
            Content keyless = Content.of(content.name(), content.data());
            String body =
                    publication(caller, channel, keyless, Optional.empty()).body();
            counters.published(Kind.TRANSIENT);
            return broker.publishTransient(channel, StoredMessage.transientLine(channel, clock.millis(), body));
        });
    }

    public CompletionStage<Published> send(Requester caller, UserId to, Content content) {
        ChannelName inbox = ChannelName.inboxOf(to);
        return passed(caller, gate.check(Operation.SEND, inbox, caller).or(() -> tooLarge(content)), () -> {
            Publication original = publication(caller, inbox, content, Optional.of(to));
            return admitted(caller, original, Kind.PRIVATE)
                    .thenCompose(published -> copyToSender(caller, original, published));
        });
    }

    /** The broker may have known the key, and then the message has the id of its first time. */
    private CompletionStage<Published> copyToSender(Requester caller, Publication original, Published published) {
        Optional<ChannelName> own = caller.user().map(user -> ChannelName.inboxOf(user.id()));
        return own.filter(inbox -> !inbox.equals(original.channel()))
                .map(inbox -> store(original.withId(published.id()).in(inbox), Kind.COPY))
                .orElseGet(() -> CompletableFuture.completedFuture(published));
    }

    private CompletionStage<Published> admitted(Requester caller, Publication publication, Kind kind) {
        return creation.admit(
                caller,
                publication.channel(),
                charge -> charge.settledBy(() -> store(publication, kind), Published::begun));
    }

    private CompletionStage<Published> store(Publication publication, Kind kind) {
        long begun = System.nanoTime();
        return broker.publish(publication).thenApply(published -> {
            counters.storing.took(System.nanoTime() - begun);
            counters.published(kind);
            return published;
        });
    }

    public CompletionStage<HistoryPage> history(Requester caller, ChannelName channel, HistoryRequest page) {
        return passed(caller, gate.check(Operation.HISTORY, channel, caller), () -> {
            return broker.history(channel, new HistoryQuery(page.before(), page.limit(), HISTORY_BYTES));
        });
    }

    /** From what this node knows anyway if it does, else from the broker. */
    public CompletionStage<Members> members(Requester caller, ChannelName channel) {
        return passed(caller, gate.check(Operation.MEMBERS, channel, caller), () -> channels.members(channel)
                .thenCompose(here -> here.isPresent()
                        ? CompletableFuture.completedFuture(here.get())
                        : broker.existing(channel).thenApply(now -> now.map(known ->
                                        MemberList.of(known, presenceLimit).members())
                                .orElse(Members.NOBODY)))
                .thenApply(all -> gate.showsServers(caller) ? all : all.withoutNodes()));
    }

    public CompletionStage<ChannelState> state(Requester caller, ChannelName channel) {
        return passed(caller, gate.check(Operation.STATE, channel, caller), () -> broker.existing(channel)
                .thenApply(now -> now.map(
                                known -> new ChannelState(known.position().epoch(), known.state()))
                        .orElse(ChannelState.NONE)));
    }

    public CompletionStage<SetResult.Written> set(Requester caller, ChannelName channel, StateChange change) {
        Optional<Rejection> refusal = gate.check(Operation.SET, channel, caller).or(() -> tooLarge(change));
        return passed(caller, refusal, () -> {
            Names.require("a state key", change.key(), Names.MAX_NAME);
            return creation.admit(
                            caller, channel, charge -> charge.settledBy(() -> write(channel, change), SetResult::begun))
                    .thenCompose(result -> written(result, gate.mayDo(Operation.STATE, channel, caller)));
        });
    }

    private CompletionStage<SetResult> write(ChannelName channel, StateChange change) {
        return broker.set(channel, change.key(), change.value(), change.version());
    }

    /** @param mayRead whether the caller may be told what stands there instead */
    private static CompletionStage<SetResult.Written> written(SetResult result, boolean mayRead) {
        if (result instanceof SetResult.Written written) {
            return CompletableFuture.completedFuture(written);
        }
        return refused(
                result instanceof SetResult.Conflict conflict
                        ? Rejection.conflict(mayRead ? conflict.current() : unread(conflict.current()))
                        : Rejection.tooLarge("the channel has as many state documents as it may have"));
    }

    private static StateDocument unread(StateDocument document) {
        return new StateDocument(document.key(), JsonText.NULL, document.version());
    }

    private Publication publication(Requester caller, ChannelName channel, Content content, Optional<UserId> to) {
        String id = node + "-" + Long.toString(messages.incrementAndGet(), RADIX);
        return new Publication(channel, id, content.key(), content.name(), caller.sender(), to, content.data());
    }

    private Optional<Rejection> tooLarge(Content content) {
        int bytes = Line.utf8Length(content.data().value()) + Line.utf8Length(content.name());
        return bytes > maxBytes
                ? Optional.of(Rejection.tooLarge("a message may have " + maxBytes + " bytes"))
                : Optional.empty();
    }

    private Optional<Rejection> tooLarge(StateChange change) {
        return Line.utf8Length(change.value().value()) > stateBytes
                ? Optional.of(Rejection.tooLarge("a state document may have " + stateBytes + " bytes"))
                : Optional.empty();
    }

    /** A connection counts by itself what it is refused; all other callers are counted here. */
    private <T> CompletionStage<T> passed(
            Requester caller, Optional<Rejection> refusal, Supplier<CompletionStage<T>> operation) {
        CompletionStage<T> outcome = outcome(refusal, operation);
        if (caller.connection().isEmpty()) {
            outcome.whenComplete((done, failure) -> {
                if (failure != null) {
                    counters.refused(RejectedException.refusalOf(failure).code());
                }
            });
        }
        return outcome;
    }

    /** Does it unless it is refused; whatever fails becomes a refusal. */
    private static <T> CompletionStage<T> outcome(Optional<Rejection> refusal, Supplier<CompletionStage<T>> operation) {
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        try {
            return operation.get().exceptionallyCompose(failure -> refused(refusalOf(failure)));
        } catch (IllegalArgumentException mistake) {
            return refused(Rejection.badRequest(String.valueOf(mistake.getMessage())));
        } catch (RuntimeException failure) {
            return refused(refusalOf(failure));
        }
    }

    private static <T> CompletionStage<T> refused(Rejection refusal) {
        return CompletableFuture.failedFuture(new RejectedException(refusal));
    }

    /** What a failure is to who asked; one that nobody expected is logged. */
    static Rejection refusalOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedException refused) {
            return refused.refusal();
        }
        if (cause instanceof BrokerUnavailableException) {
            return Rejection.unavailable();
        }
        RARE.log(
                Level.ERROR,
                "An operation failed; who asked is told \"internal\". This is a bug in Backplane: please report it.",
                cause);
        return Rejection.internal();
    }
}
