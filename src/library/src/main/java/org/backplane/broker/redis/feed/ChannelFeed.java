package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
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
import org.backplane.broker.redis.script.Replies.Revised;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/**
 * The feed of one channel on this node: delivers the events that pub/sub carries in order after those already
 * delivered, and reads from history what pub/sub did not carry.
 *
 * <p>A feed is <em>subscribing</em> until Redis confirms its subscription, then <em>reading</em> what it may have
 * missed, then <em>live</em>. Payloads that arrive while it is reading are buffered, up to a limit in bytes; beyond it
 * they are dropped and read from history. When the link breaks, the feed is subscribing again. Everything runs serially
 * on the channel's executor, some of it in the subscriber's thread while that is idle.
 */
public final class ChannelFeed implements Subscription {

    private static final System.Logger LOG = System.getLogger(ChannelFeed.class.getName());

    private static final int READ_BYTES = 256 * 1024;

    /** Greater than any offset: Redis concludes that it has lost the end of the epoch. */
    private static final long BEYOND_ANY_OFFSET = 1L << 52;

    private final ChannelName channel;
    private final FeedSource source;
    private final SerialExecutor executor;
    private final CompletableFuture<Snapshot> live = new CompletableFuture<>();
    private final FeedBuffer buffer = new FeedBuffer();
    private final RevisionFeed changes;
    private final FeedDelivery delivery;
    private final FeedReads reads;
    private final StallCheck stallCheck;
    private final AtomicBoolean settled = new AtomicBoolean();

    // Used on the executor only:
    private Phase phase = Phase.SUBSCRIBING;
    private boolean readAgain;
    private boolean mustReset;

    public ChannelFeed(ChannelName channel, ChannelListener listener, FeedSource source, SerialExecutor executor) {
        this.channel = channel;
        this.source = source;
        this.executor = executor;
        ChannelListener guarded = new GuardedListener(listener, this::listenerFailed);
        this.changes = new RevisionFeed(guarded, () -> source.snapshot(channel), executor);
        this.delivery = new FeedDelivery(channel, guarded, changes, source);
        this.reads = new FeedReads(() -> phase == Phase.READING, source, executor);
        this.stallCheck = new StallCheck(channel, new StallSubject(), source, executor);
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
        executor.execute(task);
    }

    @Override
    public void close() {
        source.remove(this);
        if (settled.compareAndSet(false, true)) {
            live.completeExceptionally(
                    new BrokerUnavailableException("the subscription of " + channel + " was closed"));
        }
        executor.execute(() -> {
            phase = Phase.CLOSED;
            changes.close();
            buffer.dropAll();
        });
    }

    /**
     * Closes the feed if it is not live yet, and then fails {@link #live()}: whoever handles the failure can subscribe
     * again at once.
     */
    public void giveUp(String why) {
        if (settled.compareAndSet(false, true)) {
            close();
            live.completeExceptionally(new BrokerUnavailableException(why));
        }
    }

    /**
     * Takes a payload of pub/sub. Called by the subscriber's thread.
     *
     * @param isIdle whether that thread has nothing else to do, and processes the payload itself if nothing is queued
     */
    void received(byte[] payload, boolean isIdle) {
        if (buffer.admit(payload)) {
            Runnable task = () -> accept(payload);
            if (isIdle) {
                executor.executeHere(task);
            } else {
                executor.execute(task);
            }
        } else {
            executor.execute(this::overflowed);
        }
    }

    /** Called when Redis has confirmed the subscription: later messages arrive. */
    void subscribed() {
        executor.execute(() -> {
            if (phase == Phase.SUBSCRIBING) {
                read();
            }
        });
    }

    /** Called when the link broke: messages do not arrive until {@link #subscribed}. */
    public void linkBroke() {
        executor.execute(() -> {
            if (phase != Phase.CLOSED) {
                phase = Phase.SUBSCRIBING;
                reads.cancel();
                changes.mayHaveMissedSome();
                buffer.dropAll();
            }
        });
    }

    /** While a read is in flight, it is unknown whether it includes what was dropped: it is repeated. */
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

    private void accept(byte[] payload) {
        if (phase == Phase.READING) {
            buffer.add(payload);
            return;
        }
        buffer.release(payload);
        if (phase == Phase.LIVE) {
            process(payload);
        }
    }

    private void process(byte[] payload) {
        switch (delivery.deliver(payload)) {
            case DONE -> {}
            case MESSAGES_MISSING -> read();
            case END_LOST -> recoverFromLostEnd();
        }
    }

    /** Redis has lost messages that were delivered and reuses their offsets: it has to start a new epoch. */
    private void recoverFromLostEnd() {
        phase = Phase.READING;
        Position end = new Position(delivery.position().epoch(), BEYOND_ANY_OFFSET);
        reads.begin(source.check(channel, end), (now, failure) -> read());
    }

    /**
     * Compares the feed with Redis as a safety net: a feed that is behind, and a second later still at the same
     * position, is read from history.
     */
    void check() {
        executor.execute(stallCheck::start);
    }

    /** Reads what follows the delivered position; the first time, and after the listener failed, a snapshot. */
    private void read() {
        phase = Phase.READING;
        readAgain = false;
        if (!delivery.hasBegun()) {
            reads.begin(source.snapshot(channel), this::begin);
        } else if (mustReset) {
            reads.begin(source.snapshot(channel), this::reset);
        } else {
            reads.begin(source.recover(channel, delivery.position(), READ_BYTES), this::recovered);
        }
    }

    private void begin(@Nullable Revised<Snapshot> now, @Nullable Throwable failure) {
        if (now == null) {
            giveUp("the snapshot of " + channel + " could not be read: " + failure);
            return;
        }
        if (settled.compareAndSet(false, true)) {
            delivery.begin(now);
            live.complete(now.value());
            proceed();
        }
    }

    private void recovered(@Nullable Recovery recovery, @Nullable Throwable failure) {
        if (recovery == null) {
            LOG.log(Level.DEBUG, "the recovery of " + channel + " is repeated", failure);
            reads.retryLater(this::read);
        } else if (!recovery.recovered()) {
            reads.begin(
                    source.check(channel, delivery.position()).thenCompose(checked -> source.snapshot(channel)),
                    this::reset);
        } else {
            delivery.deliver(recovery.messages(), recovery.position());
            if (recovery.more() && !mustReset) {
                read();
            } else {
                proceed();
            }
        }
    }

    /**
     * Delivers no further payload before the listener was reset; waits before that, because the listener may throw from
     * the reset too.
     */
    private void listenerFailed() {
        mustReset = true;
        changes.mayHaveMissedSome();
        if (phase == Phase.LIVE || phase == Phase.READING) {
            phase = Phase.READING;
            reads.retryLater(this::read);
        }
    }

    private void reset(@Nullable Revised<Snapshot> now, @Nullable Throwable failure) {
        if (now == null) {
            LOG.log(Level.DEBUG, "the snapshot of " + channel + " is read again", failure);
            reads.retryLater(this::read);
            return;
        }
        if (!mustReset) {
            source.log().reset(channel, delivery.position());
        }
        mustReset = false;
        delivery.reset(now);
        proceed();
    }

    /** Goes live, unless payloads were dropped during the last read. */
    private void proceed() {
        if (mustReset) {
            LOG.log(Level.DEBUG, "{0} is read again soon to reset its listener", channel);
        } else if (readAgain) {
            changes.mayHaveMissedSome();
            read();
        } else {
            goLive();
        }
    }

    private void goLive() {
        phase = Phase.LIVE;
        reads.succeeded();
        changes.goLive();
        while (phase == Phase.LIVE && !buffer.isEmpty()) {
            accept(buffer.next());
        }
    }

    /** The state that the stall check compares with Redis. */
    private final class StallSubject implements StallCheck.Subject {
        @Override
        public Optional<Revised<Position>> local() {
            return phase == Phase.LIVE ? Optional.of(delivery.reached()) : Optional.empty();
        }

        @Override
        public void stalled() {
            changes.mayHaveMissedSome();
            read();
        }
    }
}
