package org.backplane.broker.redis;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.Recovery;
import org.backplane.broker.SerialExecutor;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.broker.redis.Replies.Revised;
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
 * read again. A broken link makes it subscribing once more. All of this happens on the channel's turn; the subscriber's
 * thread only hands over.
 */
final class RedisFeed implements Subscription {

    private static final System.Logger LOG = System.getLogger(RedisFeed.class.getName());
    private static final int MAX_HELD_BYTES = 8 * 1024 * 1024;
    private static final int READ_BYTES = 256 * 1024;

    private final ChannelName channel;
    private final ChannelListener listener;
    private final FeedSource source;
    private final SerialExecutor turn;
    private final CompletableFuture<Snapshot> live = new CompletableFuture<>();
    private final AtomicInteger heldBytes = new AtomicInteger();
    private final ChangeFeed changes;

    // On the turn only:
    private final Deque<byte[]> held = new ArrayDeque<>();
    private Phase phase = Phase.SUBSCRIBING;
    private int attempt;
    private boolean readAgain;
    private @Nullable Position told;

    RedisFeed(ChannelName channel, ChannelListener listener, FeedSource source, SerialExecutor turn) {
        this.channel = channel;
        this.listener = listener;
        this.source = source;
        this.turn = turn;
        this.changes = new ChangeFeed(listener, () -> source.snapshot(channel), turn);
    }

    private enum Phase {
        SUBSCRIBING,
        READING,
        LIVE,
        CLOSED
    }

    ChannelName channel() {
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
        turn.execute(() -> {
            phase = Phase.CLOSED;
            changes.close();
            releaseAll();
            live.completeExceptionally(
                    new BrokerUnavailableException("the subscription of " + channel + " was closed"));
        });
    }

    /** Gives up, if it did not become live in time. */
    void giveUp(String why) {
        if (live.completeExceptionally(new BrokerUnavailableException(why))) {
            close();
        }
    }

    /** Takes what pub/sub carried; by the subscriber's thread, which is not kept. */
    void received(byte[] payload) {
        if (heldBytes.addAndGet(payload.length) > MAX_HELD_BYTES) {
            heldBytes.addAndGet(-payload.length);
            turn.execute(this::overflowed);
        } else {
            turn.execute(() -> take(payload));
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
    void linkBroke() {
        turn.execute(() -> {
            if (phase != Phase.CLOSED) {
                phase = Phase.SUBSCRIBING;
                attempt++;
                changes.mayHaveMissedSome();
                releaseAll();
            }
        });
    }

    private void overflowed() {
        changes.mayHaveMissedSome();
        if (phase == Phase.LIVE) {
            LOG.log(Level.WARNING, "{0} carries more than this node takes in; it is read from history", channel);
            read();
        } else {
            readAgain = true;
        }
    }

    private void take(byte[] payload) {
        if (phase == Phase.LIVE) {
            heldBytes.addAndGet(-payload.length);
            handle(payload);
        } else if (phase == Phase.READING) {
            held.add(payload);
        } else {
            heldBytes.addAndGet(-payload.length);
        }
    }

    private void handle(byte[] bytes) {
        Payload payload;
        try {
            payload = Payload.parse(bytes);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "something that is not ours was published to the Redis channel of " + channel, e);
            return;
        }
        if (payload instanceof Payload.Messages messages) {
            handle(messages.entry());
        } else if (payload instanceof Payload.Transient message) {
            listener.transientMessage(message.line());
        } else if (payload instanceof Payload.Change change) {
            changes.take(change);
        }
    }

    private void handle(Entry entry) {
        Position before = position();
        boolean sameLife = entry.first().epoch().equals(before.epoch());
        if (sameLife && entry.last().offset() <= before.offset()) {
            return;
        }
        if (sameLife && entry.first().offset() <= before.offset() + 1) {
            tell(entry.after(channel, before.offset()), entry.last());
        } else {
            read();
        }
    }

    private void tell(List<StoredMessage> messages, Position last) {
        isAt(last);
        if (!messages.isEmpty()) {
            listener.messages(messages);
        }
    }

    private void isAt(Position position) {
        if (!position.epoch().equals(position().epoch())) {
            source.anotherLife(channel);
        }
        told = position;
    }

    private Position position() {
        Position known = told;
        if (known == null) {
            throw new IllegalStateException(channel + " is not live yet");
        }
        return known;
    }

    /** Reads what follows what was told; the first time, what the channel is. */
    private void read() {
        phase = Phase.READING;
        readAgain = false;
        int mine = ++attempt;
        if (told == null) {
            source.snapshot(channel).whenCompleteAsync((now, failure) -> begin(mine, now, failure), turn);
        } else {
            source.recover(channel, told, READ_BYTES).whenCompleteAsync((r, f) -> recovered(mine, r, f), turn);
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
        told = now.value().position();
        changes.begin(now);
        live.complete(now.value());
        goLive();
    }

    private void recovered(int of, @Nullable Recovery recovery, @Nullable Throwable failure) {
        if (of != attempt || phase != Phase.READING) {
            return;
        }
        if (recovery == null) {
            LOG.log(Level.DEBUG, "reading again what follows in " + channel, failure);
            source.later(() -> turn.execute(() -> readAfterFailure(of)));
        } else if (!recovery.recovered()) {
            source.snapshot(channel).whenCompleteAsync((now, f) -> reset(of, now, f), turn);
        } else {
            tell(recovery.messages(), recovery.position());
            if (recovery.more() || readAgain) {
                read();
            } else {
                goLive();
            }
        }
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
            source.later(() -> turn.execute(() -> readAfterFailure(of)));
            return;
        }
        LOG.log(Level.INFO, "history of {0} could not bridge a gap after {1}; its listeners are told", channel, told);
        isAt(now.value().position());
        changes.begin(now);
        listener.reset(now.value());
        goLive();
    }

    private void goLive() {
        phase = Phase.LIVE;
        changes.goLive();
        while (phase == Phase.LIVE && !held.isEmpty()) {
            take(held.remove());
        }
    }

    private void releaseAll() {
        held.forEach(payload -> heldBytes.addAndGet(-payload.length));
        held.clear();
    }
}
