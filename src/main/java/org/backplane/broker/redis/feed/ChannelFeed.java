package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.GuardedListener;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.broker.redis.loop.Backoff;
import org.backplane.broker.redis.script.PubSubPayload;
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.broker.redis.script.StreamEntry;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;
import org.jspecify.annotations.Nullable;

/**
 * One channel as this node hears it: puts what pub/sub carries behind what was told already, and reads from history
 * whatever pub/sub did not carry.
 *
 * <p>A feed is <em>subscribing</em> until Redis confirms its subscription, then <em>reading</em> what it may have missed,
 * then <em>live</em>. What arrives while it is not live is held back, bounded in bytes; past the bound it is dropped and
 * read again. A broken link makes it subscribing once more. All of this happens on the channel's turn,
 * which the subscriber's thread takes itself while it has nothing else to do.
 */
public final class ChannelFeed implements Subscription {

    private static final System.Logger LOG = System.getLogger(ChannelFeed.class.getName());

    private static final int READ_BYTES = 256 * 1024;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** More than any channel has: whatever Redis knows of the epoch is too little. */
    private static final long BEYOND_ALL = 1L << 52;

    private final ChannelName channel;
    private final ChannelListener listener;
    private final FeedSource source;
    private final SerialExecutor turn;
    private final CompletableFuture<Snapshot> live = new CompletableFuture<>();
    private final FeedBuffer held = new FeedBuffer();
    private final RevisionFeed changes;
    private final StallCheck safetyNet;
    private final AtomicBoolean settled = new AtomicBoolean();

    // On the turn only:
    private Phase phase = Phase.SUBSCRIBING;
    private int attempt;
    private boolean readAgain;
    private boolean mustReset;
    private @Nullable DeliveredPosition told;
    private @Nullable Backoff backoff;

    public ChannelFeed(ChannelName channel, ChannelListener listener, FeedSource source, SerialExecutor turn) {
        this.channel = channel;
        this.listener = new GuardedListener(listener, this::listenerFailed);
        this.source = source;
        this.turn = turn;
        this.changes = new RevisionFeed(this.listener, () -> source.snapshot(channel), turn);
        this.safetyNet = new StallCheck(channel, new Compared(), source, turn);
    }

    private enum Phase {
        SUBSCRIBING,
        READING,
        LIVE,
        CLOSED
    }

    public ChannelName channel() {
        return channel;
    }

    @Override
    public CompletionStage<Snapshot> live() {
        return live;
    }

    @Override
    public void execute(Runnable task) {
        turn.execute(task);
    }

    @Override
    public void close() {
        source.remove(this);
        if (settled.compareAndSet(false, true)) {
            live.completeExceptionally(
                    new BrokerUnavailableException("the subscription of " + channel + " was closed"));
        }
        turn.execute(() -> {
            phase = Phase.CLOSED;
            changes.close();
            held.dropAll();
        });
    }

    /** Gives up, if it did not become live in time; whoever is told so can subscribe to the channel again at once. */
    public void giveUp(String why) {
        if (settled.compareAndSet(false, true)) {
            close();
            live.completeExceptionally(new BrokerUnavailableException(why));
        }
    }

    /**
     * Takes what pub/sub carried; by the subscriber's thread.
     *
     * @param isIdle whether that thread has nothing else to do: then it passes the payload on itself, else it is not kept
     */
    void received(byte[] payload, boolean isIdle) {
        if (held.admit(payload)) {
            Runnable taking = () -> take(payload);
            if (isIdle) {
                turn.executeHere(taking);
            } else {
                turn.execute(taking);
            }
        } else {
            turn.execute(this::overflowed);
        }
    }

    /** Redis has confirmed: what is published from now on arrives. */
    void subscribed() {
        turn.execute(() -> {
            if (phase == Phase.SUBSCRIBING) {
                read();
            }
        });
    }

    /** What is published from now on does not arrive, until {@link #subscribed}. */
    public void linkBroke() {
        turn.execute(() -> {
            if (phase != Phase.CLOSED) {
                phase = Phase.SUBSCRIBING;
                attempt++;
                changes.mayHaveMissedSome();
                held.dropAll();
            }
        });
    }

    /** While something is read, nobody knows whether that holds what was dropped: it is read once more. */
    private void overflowed() {
        changes.mayHaveMissedSome();
        if (phase == Phase.LIVE) {
            source.log().overflowed(channel);
            read();
        } else if (phase == Phase.READING) {
            source.log().overflowed(channel);
            readAgain = true;
        }
    }

    private void take(byte[] payload) {
        if (phase == Phase.READING) {
            held.keep(payload);
            return;
        }
        held.release(payload);
        if (phase == Phase.LIVE) {
            handle(payload);
        }
    }

    private void handle(byte[] bytes) {
        PubSubPayload payload;
        try {
            payload = PubSubPayload.parse(bytes);
        } catch (RuntimeException unreadable) {
            source.log().foreign(channel);
            if (PubSubPayload.mayBeMessages(bytes)) {
                read();
            }
            return;
        }
        if (payload instanceof PubSubPayload.Messages messages) {
            handle(messages.entry());
        } else if (payload instanceof PubSubPayload.Transient message) {
            listener.transientMessage(message.line());
        } else if (payload instanceof PubSubPayload.Changes some) {
            source.log().unreadable(channel, some.unreadable());
            some.changes().forEach(changes::take);
        }
    }

    private void handle(StreamEntry entry) {
        DeliveredPosition before = told();
        switch (before.see(entry)) {
            case KNOWN -> LOG.log(Level.TRACE, "{0} was told already", entry.last());
            case NEXT -> tell(entry.after(channel, before.position().offset()), entry.last());
            case GAP -> {
                source.log().gap(channel);
                read();
            }
            case REUSED -> endIsLost(before.position());
        }
    }

    private void tell(List<StoredMessage> messages, Position last) {
        isAt(told().and(messages, last));
        if (!messages.isEmpty()) {
            listener.messages(messages);
        }
    }

    private void isAt(DeliveredPosition now) {
        if (!now.position().epoch().equals(told().position().epoch())) {
            source.anotherLife(channel);
        }
        told = now;
    }

    private DeliveredPosition told() {
        DeliveredPosition known = told;
        if (known == null) {
            throw new IllegalStateException(channel + " is not live yet");
        }
        return known;
    }

    /** Redis does not know it and gives places away twice: this epoch must not go on. */
    private void endIsLost(Position before) {
        source.log().lost(channel, before);
        phase = Phase.READING;
        int mine = ++attempt;
        source.check(channel, new Position(before.epoch(), BEYOND_ALL))
                .whenCompleteAsync((now, failure) -> readAfterFailure(mine), turn);
    }

    /**
     * Compares with what Redis has, as a safety net: a feed that is behind, and a second later still at the same place, is
     * read from history.
     */
    void check() {
        turn.execute(safetyNet::look);
    }

    /** Reads what follows what was told; the first time, what the channel is. */
    private void read() {
        phase = Phase.READING;
        readAgain = false;
        int mine = ++attempt;
        DeliveredPosition before = told;
        if (before == null) {
            source.snapshot(channel).whenCompleteAsync((now, failure) -> begin(mine, now, failure), turn);
        } else if (mustReset) {
            source.snapshot(channel).whenCompleteAsync((now, failure) -> reset(mine, now, failure), turn);
        } else {
            source.recover(channel, before.position(), READ_BYTES)
                    .whenCompleteAsync((r, f) -> recovered(mine, r, f), turn);
        }
    }

    private void begin(int of, @Nullable Revised<Snapshot> now, @Nullable Throwable failure) {
        if (of != attempt || phase != Phase.READING) {
            return;
        }
        if (now == null) {
            giveUp("what " + channel + " is could not be read: " + failure);
            return;
        }
        if (settled.compareAndSet(false, true)) {
            told = DeliveredPosition.of(now.value().position());
            changes.begin(now);
            live.complete(now.value());
            proceed();
        }
    }

    private void recovered(int of, @Nullable Recovery recovery, @Nullable Throwable failure) {
        if (of != attempt || phase != Phase.READING) {
            return;
        }
        if (recovery == null) {
            LOG.log(Level.DEBUG, "reading again what follows in " + channel, failure);
            readLater(of);
        } else if (!recovery.recovered()) {
            source.check(channel, told().position())
                    .thenCompose(checked -> source.snapshot(channel))
                    .whenCompleteAsync((now, f) -> reset(of, now, f), turn);
        } else {
            tell(recovery.messages(), recovery.position());
            if (recovery.more() && !mustReset) {
                read();
            } else {
                proceed();
            }
        }
    }

    /** Nothing is told until the listener has begun again; after a pause, in case that it throws from that too. */
    private void listenerFailed() {
        mustReset = true;
        if (phase == Phase.LIVE || phase == Phase.READING) {
            phase = Phase.READING;
            readLater(++attempt);
        }
    }

    /** Many channels may be waiting for the same Redis, so each waits longer from time to time. */
    private void readLater(int of) {
        backoff = backoff == null ? new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS) : backoff;
        source.later(backoff.next(), () -> turn.execute(() -> readAfterFailure(of)));
    }

    private void readAfterFailure(int of) {
        if (of == attempt && phase == Phase.READING) {
            read();
        }
    }

    private void reset(int of, @Nullable Revised<Snapshot> now, @Nullable Throwable failure) {
        if (of != attempt || phase != Phase.READING) {
            return;
        }
        if (now == null) {
            LOG.log(Level.DEBUG, "reading again what " + channel + " is", failure);
            readLater(of);
            return;
        }
        if (!mustReset) {
            source.log().reset(channel, told().position());
        }
        mustReset = false;
        isAt(DeliveredPosition.of(now.value().position()));
        changes.begin(now);
        listener.reset(now.value());
        proceed();
    }

    /** Goes live, unless something was dropped while the last read was on its way. */
    private void proceed() {
        if (mustReset) {
            LOG.log(Level.DEBUG, "{0} is read again soon, for its listener", channel);
        } else if (readAgain) {
            changes.mayHaveMissedSome();
            read();
        } else {
            goLive();
        }
    }

    private void goLive() {
        phase = Phase.LIVE;
        backoff = null;
        changes.goLive();
        while (phase == Phase.LIVE && !held.isEmpty()) {
            take(held.next());
        }
    }

    /** What the safety net compares with Redis. */
    private final class Compared implements StallCheck.Subject {
        @Override
        public Optional<Revised<Position>> here() {
            return phase == Phase.LIVE
                    ? Optional.of(new Revised<>(changes.revision(), told().position()))
                    : Optional.empty();
        }

        @Override
        public void standsStill() {
            changes.mayHaveMissedSome();
            read();
        }
    }
}
