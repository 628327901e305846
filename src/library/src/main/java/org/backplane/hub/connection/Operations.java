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

/**
 * The operations on channels that need no subscription: authorization check, limits, then the broker. The stages fail with
 * {@link RejectedException} only, and are completed by any thread. Thread-safe; no method blocks.
 */
public final class Operations {

    /** An answer has at most 256 KiB: the messages, and the separators between them. */
    private static final int HISTORY_BYTES = 255 * 1024;

    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);
    private static final int RADIX = 36;

    private final Broker broker;
    private final String node;
    private final AccessCheck access;
    private final ChannelCreation creation;
    private final Channels channels;
    private final HubCounters counters;
    private final int presenceLimit;
    private final int maxBytes;
    private final int stateBytes;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong messages = new AtomicLong();

    /** The checks before an operation is passed to the broker. */
    public record Checks(AccessCheck access, ChannelCreation creation) {}

    public Operations(Configuration configuration, HubContext context, Checks checks, Channels channels) {
        this.broker = context.broker();
        this.node = context.node().id();
        this.access = checks.access();
        this.creation = checks.creation();
        this.channels = channels;
        this.counters = channels.counters();
        this.presenceLimit = configuration.get(Settings.PRESENCE_LIMIT);
        this.maxBytes = configuration.get(Settings.MESSAGE_MAX_BYTES);
        this.stateBytes = configuration.get(Settings.STATE_BYTES);
    }

    public CompletionStage<Published> publish(Requester caller, ChannelName channel, Content content) {
        return execute(caller, access.check(Operation.PUBLISH, channel, caller).or(() -> tooLarge(content)), () -> {
            return storeAdmitted(caller, publication(caller, channel, content, Optional.empty()), Kind.STORED);
        });
    }

    public CompletionStage<Void> publishTransient(Requester caller, ChannelName channel, Content content) {
        return execute(caller, access.check(Operation.PUBLISH, channel, caller).or(() -> tooLarge(content)), () -> {
            Content keyless = Content.of(content.name(), content.data());
            String body =
                    publication(caller, channel, keyless, Optional.empty()).body();
            counters.published(Kind.TRANSIENT);
            return broker.publishTransient(channel, StoredMessage.transientLine(channel, clock.millis(), body));
        });
    }

    public CompletionStage<Published> send(Requester caller, UserId to, Content content) {
        ChannelName inbox = ChannelName.inboxOf(to);
        return execute(caller, access.check(Operation.SEND, inbox, caller).or(() -> tooLarge(content)), () -> {
            Publication original = publication(caller, inbox, content, Optional.of(to));
            return storeAdmitted(caller, original, Kind.PRIVATE)
                    .thenCompose(published -> copyToSender(caller, original, published));
        });
    }

    /** The copy has the id of the stored message: it differs from the original's if the key was stored before. */
    private CompletionStage<Published> copyToSender(Requester caller, Publication original, Published published) {
        Optional<ChannelName> own = caller.user().map(user -> ChannelName.inboxOf(user.id()));
        return own.filter(inbox -> !inbox.equals(original.channel()))
                .map(inbox -> store(original.withId(published.id()).in(inbox), Kind.COPY))
                .orElseGet(() -> CompletableFuture.completedFuture(published));
    }

    private CompletionStage<Published> storeAdmitted(Requester caller, Publication publication, Kind kind) {
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
        return execute(caller, access.check(Operation.HISTORY, channel, caller), () -> {
            return broker.history(channel, new HistoryQuery(page.before(), page.limit(), HISTORY_BYTES));
        });
    }

    /** From this node if it knows the members, else from the broker. */
    public CompletionStage<Members> members(Requester caller, ChannelName channel) {
        return execute(caller, access.check(Operation.MEMBERS, channel, caller), () -> channels.members(channel)
                .thenCompose(known -> known.isPresent()
                        ? CompletableFuture.completedFuture(known.get())
                        : broker.existing(channel).thenApply(snapshot -> snapshot.map(found ->
                                        MemberList.of(found, presenceLimit).members())
                                .orElse(Members.NOBODY)))
                .thenApply(all -> access.showsServers(caller) ? all : all.withoutNodes()));
    }

    public CompletionStage<ChannelState> state(Requester caller, ChannelName channel) {
        return execute(caller, access.check(Operation.STATE, channel, caller), () -> broker.existing(channel)
                .thenApply(now -> now.map(
                                known -> new ChannelState(known.position().epoch(), known.state()))
                        .orElse(ChannelState.NONE)));
    }

    public CompletionStage<SetResult.Written> set(Requester caller, ChannelName channel, StateChange change) {
        Optional<Rejection> rejection =
                access.check(Operation.SET, channel, caller).or(() -> tooLarge(change));
        return execute(caller, rejection, () -> {
            Names.require("a state key", change.key(), Names.MAX_NAME);
            return creation.admit(
                            caller, channel, charge -> charge.settledBy(() -> write(channel, change), SetResult::begun))
                    .thenCompose(result -> written(result, access.mayDo(Operation.STATE, channel, caller)));
        });
    }

    private CompletionStage<SetResult> write(ChannelName channel, StateChange change) {
        return broker.set(channel, change.key(), change.value(), change.version());
    }

    /** @param mayRead whether the caller may read the current value after a conflict */
    private static CompletionStage<SetResult.Written> written(SetResult result, boolean mayRead) {
        if (result instanceof SetResult.Written written) {
            return CompletableFuture.completedFuture(written);
        }
        return rejected(
                result instanceof SetResult.Conflict conflict
                        ? Rejection.conflict(mayRead ? conflict.current() : withoutValue(conflict.current()))
                        : Rejection.tooLarge("the channel already has the maximum number of state documents"));
    }

    private static StateDocument withoutValue(StateDocument document) {
        return new StateDocument(document.key(), JsonText.NULL, document.version());
    }

    private Publication publication(Requester caller, ChannelName channel, Content content, Optional<UserId> to) {
        String id = node + "-" + Long.toString(messages.incrementAndGet(), RADIX);
        return new Publication(channel, id, content.key(), content.name(), caller.sender(), to, content.data());
    }

    private Optional<Rejection> tooLarge(Content content) {
        int bytes = Line.utf8Length(content.data().value()) + Line.utf8Length(content.name());
        return bytes > maxBytes
                ? Optional.of(Rejection.tooLarge("a message must not be larger than " + maxBytes + " bytes"))
                : Optional.empty();
    }

    private Optional<Rejection> tooLarge(StateChange change) {
        return Line.utf8Length(change.value().value()) > stateBytes
                ? Optional.of(Rejection.tooLarge("a state document must not be larger than " + stateBytes + " bytes"))
                : Optional.empty();
    }

    /** Counts rejections of callers without a connection; a connection counts its own. */
    private <T> CompletionStage<T> execute(
            Requester caller, Optional<Rejection> rejection, Supplier<CompletionStage<T>> operation) {
        CompletionStage<T> outcome = outcome(rejection, operation);
        if (caller.connection().isEmpty()) {
            outcome.whenComplete((done, failure) -> {
                if (failure != null) {
                    counters.rejected(RejectedException.rejectionOf(failure).code());
                }
            });
        }
        return outcome;
    }

    /** Executes the operation unless it is rejected; every failure becomes a rejection. */
    private static <T> CompletionStage<T> outcome(
            Optional<Rejection> rejection, Supplier<CompletionStage<T>> operation) {
        if (rejection.isPresent()) {
            return rejected(rejection.get());
        }
        try {
            return operation.get().exceptionallyCompose(failure -> rejected(rejectionOf(failure)));
        } catch (IllegalArgumentException mistake) {
            return rejected(Rejection.badRequest(String.valueOf(mistake.getMessage())));
        } catch (RuntimeException failure) {
            return rejected(rejectionOf(failure));
        }
    }

    private static <T> CompletionStage<T> rejected(Rejection rejection) {
        return CompletableFuture.failedFuture(new RejectedException(rejection));
    }

    /** The rejection that the caller receives for a failure; an unexpected failure is logged. */
    static Rejection rejectionOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedException rejected) {
            return rejected.rejection();
        }
        if (cause instanceof BrokerUnavailableException) {
            return Rejection.unavailable();
        }
        LIMITED_LOG.log(
                Level.ERROR,
                "An operation failed; the caller receives \"internal\". This is a bug in Backplane: please report it.",
                cause);
        return Rejection.internal();
    }
}
