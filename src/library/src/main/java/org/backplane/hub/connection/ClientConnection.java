package org.backplane.hub.connection;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;
import org.backplane.hub.api.Frame;
import org.backplane.hub.api.Transport;
import org.backplane.hub.channel.Lines;
import org.backplane.hub.command.Identity;
import org.backplane.hub.command.Rejection;
import org.backplane.hub.command.Request;
import org.backplane.hub.outbound.OutboundQueue;
import org.backplane.hub.outbound.SendingThread;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.security.User;

/**
 * A connection of a client: processes its commands, enforces its timeouts, and removes its subscriptions when it ends.
 *
 * <p>{@link #accept} is called by one thread at a time, the other methods by any thread. No method blocks.
 */
public final class ClientConnection implements Connection, OutboundQueue.Owner {

    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

    /** Time to send the queued answers to a client that was rejected, before the link is closed. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Time for answers of the broker while the node drains. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    /** Time in total for answers and queued frames while the node drains; what is not sent by then is dropped. */
    static final Duration DRAIN_TIME = ANSWER_TIME.plusMillis(500);

    private final String id;
    private final HubParts parts;
    private final String address;
    private final OutboundQueue outbound;
    private final Subscriptions subscriptions;
    private final CommandProcessor commands;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final CompletableFuture<Void> linkClosed = new CompletableFuture<>();
    private final long openedAt = System.nanoTime();
    private volatile long receivedAt = openedAt;
    private volatile boolean pinged;
    private volatile long pingedAt;

    public ClientConnection(String id, HubParts parts, Link link) {
        this.id = id;
        this.parts = parts;
        this.address = link.transport().remoteAddress();
        this.outbound = new OutboundQueue(
                link.transport(), new OutboundQueue.Parts(link.sender(), parts.budget(), parts.counters()), this);
        this.subscriptions = new Subscriptions(this, parts);
        this.commands = new CommandProcessor(this, parts, link.identity());
    }

    /**
     * The link of a connection.
     *
     * @param identity what the endpoint knows of the client
     * @param sender the thread that sends to the client
     */
    public record Link(Transport transport, Identity identity, SendingThread sender) {}

    @Override
    public String id() {
        return id;
    }

    String address() {
        return address;
    }

    OutboundQueue outbound() {
        return outbound;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Optional<User> user() {
        return commands.user();
    }

    DisplayName displayName() {
        return commands.displayName();
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public void accept(Request request) {
        receivedAt = System.nanoTime();
        pinged = false;
        parts.counters().received.increment();
        if (!isOpen()) {
            return;
        }
        try {
            commands.accept(request);
        } catch (RuntimeException bug) {
            LIMITED_LOG.log(
                    Level.ERROR,
                    "A command of a client failed; it is answered with \"internal\". This is a bug in Backplane: please report it.",
                    bug);
            reject(request.id(), Rejection.internal());
        }
    }

    void offer(Line line) {
        outbound.offer(Frame.of(line));
    }

    /** Answers a request with an error. */
    void reject(Optional<JsonText> request, Rejection rejection) {
        parts.counters().rejected(rejection.code());
        offer(Lines.error(request, rejection));
    }

    /** Closes the connection after the queued frames have been sent, at the latest after two seconds. */
    void dismiss(CloseReason reason) {
        if (open.compareAndSet(true, false)) {
            outbound.finish(reason);
            parts.timer().after(LINGER, () -> outbound.abandon(reason));
            end(reason);
        }
    }

    /**
     * Closes the connection because the node stops, after its requests have been answered and its queued frames sent, at
     * the latest after {@link #DRAIN_TIME}. Completes when the link has been closed.
     */
    CompletionStage<Void> drain() {
        if (open.compareAndSet(true, false)) {
            commands.inFlight().finish().thenRun(() -> outbound.finish(CloseReason.RESTART));
            parts.timer().after(ANSWER_TIME, () -> outbound.finish(CloseReason.RESTART));
            parts.timer().after(DRAIN_TIME, () -> outbound.abandon(CloseReason.RESTART));
            end(CloseReason.RESTART);
        }
        return linkClosed;
    }

    /** Closes the connection without sending anything more, because the time for draining is over. */
    void drop() {
        close(CloseReason.RESTART);
        outbound.abandon(CloseReason.RESTART);
    }

    @Override
    public void linkClosed() {
        linkClosed.complete(null);
    }

    @Override
    public void close(CloseReason reason) {
        if (open.compareAndSet(true, false)) {
            outbound.abandon(reason);
            end(reason);
        }
    }

    @Override
    public void ended() {
        close(CloseReason.GONE);
    }

    private void end(CloseReason reason) {
        LOG.log(Level.DEBUG, () -> "connection " + id + " ended: " + reason.text());
        parts.counters().closed(reason);
        subscriptions.abandonAll();
        parts.connections().remove(this);
    }

    @Override
    public void slow() {
        close(CloseReason.SLOW);
    }

    @Override
    public void lost() {
        close(CloseReason.GONE);
    }

    /**
     * Enforces the timeouts; called periodically. A silent client is sent a ping, and the connection is closed if it stays
     * silent. However late this is called, no connection is closed as idle before a ping and half of the ping interval to
     * answer it.
     *
     * @param now from {@link System#nanoTime}
     */
    public void check(long now) {
        long ping = parts.timeouts().ping();
        long silence = now - receivedAt;
        if (outbound.sendingFor(now) > parts.timeouts().sendTimeout()) {
            close(CloseReason.SLOW);
        } else if (user().isEmpty()) {
            checkHello(now);
        } else if (silence > ping && !pinged) {
            pingedAt = now;
            pinged = true;
            offer(Lines.PING);
        } else if (silence > 2 * ping && now - pingedAt > ping / 2) {
            close(CloseReason.IDLE);
        }
    }

    private void checkHello(long now) {
        if (now - openedAt > parts.timeouts().hello()) {
            dismiss(CloseReason.NO_HELLO);
        }
    }
}
