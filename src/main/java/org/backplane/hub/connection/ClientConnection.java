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
 * A connection from its opening to its end: what it sends, how long it may be silent, and that it leaves nothing behind.
 *
 * <p>{@link #accept} is called by one thread at a time, all else by any.
 */
public final class ClientConnection implements Connection, OutboundQueue.Owner {

    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);

    /** A client that was refused is given so long to read why. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** A client that is sent away gets so long for answers of the broker, */
    static final Duration ANSWERING = Duration.ofSeconds(1);

    /** and this in all, until what it has not taken is dropped. */
    static final Duration DEPARTING = ANSWERING.plusMillis(500);

    private final String id;
    private final HubParts parts;
    private final String address;
    private final OutboundQueue outbound;
    private final Subscriptions subscriptions;
    private final CommandProcessor conversation;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final CompletableFuture<Void> linkEnd = new CompletableFuture<>();
    private final long openedAt = System.nanoTime();
    private volatile long receivedAt = openedAt;
    private volatile boolean pinged;
    private volatile long pingedAt;

    public ClientConnection(String id, HubParts parts, Link link) {
        this.id = id;
        this.parts = parts;
        this.address = link.transport().remoteAddress();
        this.outbound = new OutboundQueue(
                link.transport(), new OutboundQueue.Outlet(link.sender(), parts.budget(), parts.counters()), this);
        this.subscriptions = new Subscriptions(this, parts);
        this.conversation = new CommandProcessor(this, parts, link.identity());
    }

    /** What the door brought, and who feeds it. */
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
        return conversation.user();
    }

    DisplayName displayName() {
        return conversation.displayName();
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
            conversation.accept(request);
        } catch (RuntimeException bug) {
            RARE.log(
                    Level.ERROR,
                    "A command of a client failed; it is told \"internal\". This is a bug in Backplane: please report it.",
                    bug);
            refuse(request.id(), Rejection.internal());
        }
    }

    void offer(Line line) {
        outbound.offer(Frame.of(line));
    }

    /** Answers by an error. */
    void refuse(Optional<JsonText> request, Rejection refusal) {
        parts.counters().refused(refusal.code());
        offer(Lines.error(request, refusal));
    }

    /** Ends the connection after what is queued has been sent. */
    void dismiss(CloseReason reason) {
        if (open.compareAndSet(true, false)) {
            outbound.finish(reason);
            parts.timer().after(LAST_WORDS, () -> outbound.abandon(reason));
            letGo(reason);
        }
    }

    /**
     * Sends the client away because the service restarts: what it has asked is answered and what is queued is sent, within
     * bounds. Completes when the link has been closed.
     */
    CompletionStage<Void> depart() {
        if (open.compareAndSet(true, false)) {
            conversation.inFlight().last().thenRun(() -> outbound.finish(CloseReason.RESTART));
            parts.timer().after(ANSWERING, () -> outbound.finish(CloseReason.RESTART));
            parts.timer().after(DEPARTING, () -> outbound.abandon(CloseReason.RESTART));
            letGo(CloseReason.RESTART);
        }
        return linkEnd;
    }

    /** There is no more time to send anything. */
    void drop() {
        close(CloseReason.RESTART);
        outbound.abandon(CloseReason.RESTART);
    }

    @Override
    public void linkClosed() {
        linkEnd.complete(null);
    }

    @Override
    public void close(CloseReason reason) {
        if (open.compareAndSet(true, false)) {
            outbound.abandon(reason);
            letGo(reason);
        }
    }

    @Override
    public void ended() {
        close(CloseReason.GONE);
    }

    private void letGo(CloseReason reason) {
        LOG.log(Level.DEBUG, () -> "connection " + id + " ended: " + reason.text());
        parts.counters().closed(reason);
        subscriptions.leaveAll();
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
     * Called now and then: ends a connection that takes too long for something, and asks a silent one for a sign of life. None
     * is ended for its silence that was not asked, and had time to answer, however late this is called.
     */
    public void check(long now) {
        long ping = parts.timeouts().ping();
        long silent = now - receivedAt;
        if (outbound.sendingFor(now) > parts.timeouts().sendTimeout()) {
            close(CloseReason.SLOW);
        } else if (user().isEmpty()) {
            checkHello(now);
        } else if (silent > ping && !pinged) {
            pingedAt = now;
            pinged = true;
            offer(Lines.PING);
        } else if (silent > 2 * ping && now - pingedAt > ping / 2) {
            close(CloseReason.IDLE);
        }
    }

    private void checkHello(long now) {
        if (now - openedAt > parts.timeouts().hello()) {
            dismiss(CloseReason.NO_HELLO);
        }
    }
}
