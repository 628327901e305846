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
 * This node's connections, which channels each listens to, and the way of every door to the broker.
 *
 * <p>Each operation asks the authorizer, keeps inboxes private, and holds the limits of the settings, whichever door it
 * comes through. The stages of operations fail with {@link RejectedException} and nothing else; they are completed by any
 * thread, which must not be blocked.
 *
 * <p>Thread-safe; no method but {@link #dismissAll} and {@link #close} blocks.
 */
public final class Hub implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Hub.class.getName());
    private static final int SENDERS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int RADIX = 36;
    private static final int AUDIENCE = 50;
    private static final Duration FORGETTING = Duration.ofMinutes(1);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration TRIMMING = Duration.ofSeconds(15);
    private static final long PARTING_MILLIS = 500;

    private final HubParts parts;
    private final SendingThreads senders;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts the hub's threads. */
    public Hub(Configuration configuration, HubContext context) {
        this.senders = new SendingThreads(context.threads(), SENDERS);
        this.parts = parts(configuration, context, new HubTimer(context.threads()));
        Duration pulse = pulse(configuration);
        LateCheckDetector late = new LateCheckDetector(pulse, System::nanoTime);
        parts.timer().every(pulse, () -> checkConnections(late));
        parts.timer().every(FORGETTING, parts.gate()::sweep);
        parts.timer().every(FORGETTING, parts.creation()::sweep);
        parts.timer().every(TRIMMING, parts.channels()::trim);
    }

    private static HubParts parts(Configuration configuration, HubContext context, HubTimer timer) {
        QueueBudget budget = new QueueBudget(configuration);
        HubCounters counters = new HubCounters();
        AccessCheck gate = new AccessCheck(configuration, context.authorizer(), System::nanoTime);
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
                gate,
                creation,
                new Operations(configuration, context, new Operations.Checks(gate, creation), channels),
                channels,
                new PresenceKeeper(context, timer, configuration.get(Settings.PRESENCE_GRACE)),
                new Connections(configuration),
                new AnonymousTokens());
    }

    /** Often enough that no limit of time is exceeded by more than a quarter, but not more often than is worth while. */
    private static Duration pulse(Configuration configuration) {
        long shortest =
                List.of(Settings.CONNECTION_PING, Settings.CONNECTION_HELLO, Settings.CONNECTION_SEND_TIMEOUT).stream()
                        .mapToLong(setting -> configuration.get(setting).toMillis())
                        .min()
                        .orElseThrow();
        return Duration.ofMillis(Math.min(1000, Math.max(20, shortest / 4)));
    }

    private void checkConnections(LateCheckDetector late) {
        if (!late.mustBeLeftOut()) {
            long now = System.nanoTime();
            parts.connections().all().forEach(connection -> connection.check(now));
        }
    }

    /** Which node this is. */
    public NodeIdentity node() {
        return parts.context().node();
    }

    /** How many bytes of UTF-8 a frame may have, from a client and to one: eight times {@code message/max-bytes}. */
    public int maxFrameBytes() {
        return parts.budget().frameBytes();
    }

    /**
     * Takes in a client. Its first command must be {@code hello}.
     *
     * @param identity what the door knows of the client
     * @return the connection; closed already if the client cannot be taken in
     */
    public Connection open(Transport transport, Identity identity) {
        parts.counters().opened.increment();
        String id = node().id() + "." + Long.toString(opened.incrementAndGet(), RADIX);
        ClientConnection connection =
                new ClientConnection(id, parts, new ClientConnection.Link(transport, identity, senders.of(transport)));
        if (!parts.connections().add(connection)) {
            connection.close(CloseReason.TOO_MANY_CONNECTIONS);
        } else if (leaving.get()) {
            connection.close(CloseReason.RESTART);
        }
        return connection;
    }

    /** Stores a message and delivers it everywhere; completes once it is stored. */
    public CompletionStage<Published> publish(Requester caller, ChannelName channel, Content content) {
        return parts.operations().publish(caller, channel, content);
    }

    /** Delivers a message to those who listen now, where there is room; its key does not count. */
    public CompletionStage<Void> publishTransient(Requester caller, ChannelName channel, Content content) {
        return parts.operations().publishTransient(caller, channel, content);
    }

    /**
     * Puts a message in a user's inbox, then a copy in the sender's own, under the same message id. A repetition under the
     * same key completes what is missing.
     *
     * @return the place in the sender's inbox; that in the recipient's if application code sends, which has none
     */
    public CompletionStage<Published> send(Requester caller, UserId to, Content content) {
        return parts.operations().send(caller, to, content);
    }

    /** Reads a page of the past, of at most 256 KiB but one message at least. */
    public CompletionStage<HistoryPage> history(Requester caller, ChannelName channel, HistoryRequest page) {
        return parts.operations().history(caller, channel, page);
    }

    /** Reads who is in a channel. */
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
     * Listens to a channel for application code, from now on. The listening begins as soon as the broker can be reached,
     * and is no presence.
     *
     * @throws IllegalArgumentException if the channel is an inbox
     */
    public HandlerRegistration listen(ChannelName channel, ChannelHandler handler) {
        if (channel.isInbox()) {
            throw new IllegalArgumentException("only its owner listens to an inbox: " + channel);
        }
        ApplicationSubscription listening = new ApplicationSubscription(channel, handler, parts);
        listening.begin();
        return listening;
    }

    /** Who may come in, and how much of the servers he sees. */
    public Admission admission() {
        return parts.gate().admission();
    }

    /** Ends all connections of a user to this node and returns how many there were. */
    public int disconnect(UserId user) {
        Set<ClientConnection> his = parts.connections().of(user);
        his.forEach(connection -> connection.close(CloseReason.DISCONNECTED));
        return his.size();
    }

    /** How the hub is doing. */
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
                parts.channels().audience(AUDIENCE));
    }

    /** Whether it sends its clients away and takes nobody in, which is for good. */
    public boolean isLeaving() {
        return leaving.get();
    }

    /**
     * Takes nobody in any more and sends every client away with {@link CloseReason#RESTART}, at a time of its own within a
     * second or two; until then it is served as ever. Waits at most about three seconds, and not at all if there are no
     * clients; a second call does not wait.
     */
    public void dismissAll() {
        if (leaving.compareAndSet(false, true)) {
            new Drain(parts.timer()).to(parts.connections().all());
        }
    }

    /**
     * Sends every client away as {@link #dismissAll} does, takes this node's members out of their channels, and ends the
     * hub's threads. Waits at most about four seconds.
     */
    @Override
    public void close() {
        dismissAll();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            parts.presence().leaveAll().toCompletableFuture().get(PARTING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(
                    Level.WARNING,
                    "The broker was not told in time who left: users of this node are shown until its lease runs out.",
                    late);
        }
        parts.channels().close();
        parts.timer().close();
        senders.close(PARTING_MILLIS);
    }
}
