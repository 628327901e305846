package org.backplane.hub;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Published;
import org.backplane.broker.SetResult;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.api.ChannelHandler;
import org.backplane.hub.api.ChannelState;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;
import org.backplane.hub.api.HandlerRegistration;
import org.backplane.hub.api.HubContext;
import org.backplane.hub.api.HubCounters;
import org.backplane.hub.api.HubStatus;
import org.backplane.hub.api.HubTimer;
import org.backplane.hub.api.Transport;
import org.backplane.hub.channel.ChannelCreation;
import org.backplane.hub.channel.ChannelParts;
import org.backplane.hub.channel.Channels;
import org.backplane.hub.channel.RecentMessagesBudget;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.ErrorCode;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.RejectedException;
import org.backplane.hub.command.Requester;
import org.backplane.hub.command.StateChange;
import org.backplane.hub.connection.ClientConnection;
import org.backplane.hub.connection.ConnectionTimeouts;
import org.backplane.hub.connection.Connections;
import org.backplane.hub.connection.Drain;
import org.backplane.hub.connection.HubParts;
import org.backplane.hub.connection.LateCheckDetector;
import org.backplane.hub.connection.Operations;
import org.backplane.hub.connection.PresenceKeeper;
import org.backplane.hub.limit.AccessCheck;
import org.backplane.hub.outbound.QueueBudget;
import org.backplane.hub.outbound.SendingThreads;
import org.backplane.message.ChannelName;
import org.backplane.message.Members;
import org.backplane.message.UserId;
import org.backplane.security.Admission;
import org.backplane.security.AnonymousTokens;

/**
 * The connections of this node with their subscriptions, and the operations that every endpoint offers.
 *
 * <p>Each operation asks the authorizer, keeps inboxes private, and enforces the limits of the settings, whichever endpoint
 * it comes from. The stages of operations fail with {@link RejectedException} and nothing else. They are completed by any
 * thread, which must not be blocked.
 *
 * <p>Thread-safe; no method but {@link #drain} and {@link #close} blocks.
 */
public final class Hub implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Hub.class.getName());
    private static final int SENDERS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int RADIX = 36;
    private static final int NAMED_CHANNELS = 50;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration TRIM_INTERVAL = Duration.ofSeconds(15);
    private static final long CLOSE_MILLIS = 500;

    private final HubParts parts;
    private final SendingThreads senders;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts the hub's threads. */
    public Hub(Configuration configuration, HubContext context) {
        this.senders = new SendingThreads(context.threads(), SENDERS);
        this.parts = parts(configuration, context, new HubTimer(context.threads()));
        Duration checkInterval = checkInterval(configuration);
        LateCheckDetector lateChecks = new LateCheckDetector(checkInterval, System::nanoTime);
        parts.timer().every(checkInterval, () -> checkConnections(lateChecks));
        parts.timer().every(SWEEP_INTERVAL, parts.access()::sweep);
        parts.timer().every(SWEEP_INTERVAL, parts.creation()::sweep);
        parts.timer().every(TRIM_INTERVAL, parts.channels()::trim);
    }

    private static HubParts parts(Configuration configuration, HubContext context, HubTimer timer) {
        QueueBudget budget = new QueueBudget(configuration);
        HubCounters counters = new HubCounters();
        AccessCheck access = new AccessCheck(configuration, context.authorizer(), System::nanoTime);
        Channels channels = new Channels(new ChannelParts(
                context.broker(),
                timer,
                budget,
                RecentMessagesBudget.of(configuration),
                counters,
                configuration.get(Settings.PRESENCE_LIMIT),
                LINGER));
        ChannelCreation creation = new ChannelCreation(configuration, context.broker(), channels, System::nanoTime);
        return new HubParts(
                configuration,
                ConnectionTimeouts.of(configuration),
                context,
                timer,
                budget,
                counters,
                access,
                creation,
                new Operations(configuration, context, new Operations.Checks(access, creation), channels),
                channels,
                new PresenceKeeper(context, timer, configuration.get(Settings.PRESENCE_GRACE)),
                new Connections(configuration),
                new AnonymousTokens());
    }

    /** A quarter of the shortest timeout, so that none is exceeded by more than that; at least 20 ms, at most 1 s. */
    private static Duration checkInterval(Configuration configuration) {
        long shortest =
                List.of(Settings.CONNECTION_PING, Settings.CONNECTION_HELLO, Settings.CONNECTION_SEND_TIMEOUT).stream()
                        .mapToLong(setting -> configuration.get(setting).toMillis())
                        .min()
                        .orElseThrow();
        return Duration.ofMillis(Math.min(1000, Math.max(20, shortest / 4)));
    }

    private void checkConnections(LateCheckDetector lateChecks) {
        if (!lateChecks.mustSkip()) {
            long now = System.nanoTime();
            parts.connections().all().forEach(connection -> connection.check(now));
        }
    }

    public NodeIdentity node() {
        return parts.context().node();
    }

    /** The bound for frames in both directions, in bytes of UTF-8: eight times {@code message/max-bytes}. */
    public int maxFrameBytes() {
        return parts.budget().frameBytes();
    }

    /**
     * Opens a connection for a client. Its first command must be {@code hello}.
     *
     * @param identity what the endpoint knows of the client
     * @return the connection; closed already if a limit is reached or the hub drains
     */
    public Connection open(Transport transport, Identity identity) {
        parts.counters().opened.increment();
        String id = node().id() + "." + Long.toString(opened.incrementAndGet(), RADIX);
        ClientConnection connection = new ClientConnection(
                id, parts, new ClientConnection.Link(transport, identity, senders.threadOf(transport)));
        if (!parts.connections().add(connection)) {
            connection.close(CloseReason.TOO_MANY_CONNECTIONS);
        } else if (draining.get()) {
            connection.close(CloseReason.RESTART);
        }
        return connection;
    }

    /** Stores a message and delivers it to all subscribers on all nodes; completes when it is stored. */
    public CompletionStage<Published> publish(Requester caller, ChannelName channel, Content content) {
        return parts.operations().publish(caller, channel, content);
    }

    /** Delivers a message to the current subscribers without storing it; dropped where a queue is half full. Its key is ignored. */
    public CompletionStage<Void> publishTransient(Requester caller, ChannelName channel, Content content) {
        return parts.operations().publishTransient(caller, channel, content);
    }

    /**
     * Stores a message in a user's inbox, then a copy with the same id in the inbox of the caller. A retry with the same key
     * stores what is missing.
     *
     * @return the position in the inbox of the caller; application code has no inbox and gets that in the inbox of the user
     */
    public CompletionStage<Published> send(Requester caller, UserId to, Content content) {
        return parts.operations().send(caller, to, content);
    }

    /** Reads a page of history: at most 256 KiB, but at least one message if there is one. */
    public CompletionStage<HistoryPage> history(Requester caller, ChannelName channel, HistoryRequest page) {
        return parts.operations().history(caller, channel, page);
    }

    /** Reads the members of a channel. */
    public CompletionStage<Members> members(Requester caller, ChannelName channel) {
        return parts.operations().members(caller, channel);
    }

    /** Reads the state documents of a channel. */
    public CompletionStage<ChannelState> state(Requester caller, ChannelName channel) {
        return parts.operations().state(caller, channel);
    }

    /** Writes a state document; fails with {@link ErrorCode#CONFLICT} if it has another version than expected. */
    public CompletionStage<SetResult.Written> set(Requester caller, ChannelName channel, StateChange change) {
        return parts.operations().set(caller, channel, change);
    }

    /**
     * Subscribes application code to a channel, from now on. If the broker cannot be reached, it is retried until it can.
     * The application does not become a member.
     *
     * @throws IllegalArgumentException if the channel is an inbox
     */
    public HandlerRegistration subscribe(ChannelName channel, ChannelHandler handler) {
        if (channel.isInbox()) {
            throw new IllegalArgumentException("only its owner may subscribe to an inbox: " + channel);
        }
        ApplicationSubscription subscription = new ApplicationSubscription(channel, handler, parts);
        subscription.begin();
        return subscription;
    }

    /** The rules for who may connect, and who may see names of nodes. */
    public Admission admission() {
        return parts.access().admission();
    }

    /** Closes all connections of a user to this node and returns their number. */
    public int disconnect(UserId user) {
        Set<ClientConnection> connections = parts.connections().of(user);
        connections.forEach(connection -> connection.close(CloseReason.DISCONNECTED));
        return connections.size();
    }

    /** A snapshot of the figures of the hub. */
    public HubStatus status() {
        return new HubStatus(
                new HubStatus.Now(
                        parts.connections().all().size(),
                        parts.connections().users(),
                        parts.channels().count(),
                        parts.channels().subscriptions(),
                        parts.budget().waiting(),
                        parts.budget().limit(),
                        parts.channels().recentBytes()),
                parts.counters().snapshot(),
                parts.counters().storing.snapshot(),
                parts.channels().subscribed(NAMED_CHANNELS));
    }

    /** Whether {@link #drain} was called: no connection is accepted any more. */
    public boolean isDraining() {
        return draining.get();
    }

    /**
     * Accepts no connection any more, and closes each with {@link CloseReason#RESTART} at a random time within at most 1.5
     * seconds; until then it is served normally. Blocks for at most about three seconds, not at all without connections or
     * when called again.
     */
    public void drain() {
        if (draining.compareAndSet(false, true)) {
            new Drain(parts.timer()).closeAll(parts.connections().all());
        }
    }

    /**
     * Closes all connections as {@link #drain} does, removes this node's members from their channels, and ends the hub's
     * threads. Blocks for at most about four seconds.
     */
    @Override
    public void close() {
        drain();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            parts.presence().leaveAll().toCompletableFuture().get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(
                    Level.WARNING,
                    "The members of this node could not be removed in time: they are shown until its lease runs out.",
                    late);
        }
        parts.channels().close();
        parts.timer().close();
        senders.close(CLOSE_MILLIS);
    }
}
