package org.backplane.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.backplane.broker.Broker;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.LiveNode;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.Published;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;
import org.backplane.message.UserId;

/** Wraps a broker; can be unavailable or slow, and counts calls. */
public final class FaultyBroker implements Broker {

    public final AtomicInteger subscriptions = new AtomicInteger();
    public final AtomicInteger recoveries = new AtomicInteger();
    public final AtomicInteger lookups = new AtomicInteger();
    final AtomicInteger joins = new AtomicInteger();
    final AtomicInteger leaves = new AtomicInteger();
    private final Broker broker;
    private final AtomicInteger publishesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final List<List<StoredMessage>> heldLive = new ArrayList<>();
    private final Queue<Runnable> delayedChanges = new ConcurrentLinkedQueue<>();
    private volatile boolean holdingLive;
    private volatile boolean down;
    private volatile CompletionStage<?> reads = CompletableFuture.completedStage("at once");
    private volatile CompletionStage<?> publishes = CompletableFuture.completedStage("at once");
    private volatile boolean ignoresLeaves;
    private volatile Consumer<Consumer<ChannelListener>> lastListener = event -> {};

    public FaultyBroker(Broker broker) {
        this.broker = broker;
    }

    /** Makes the broker unavailable or available. Changes of members meanwhile are made afterwards, as the contract requires. */
    public void down(boolean now) {
        down = now;
        for (Runnable next = now ? null : delayedChanges.poll(); next != null; next = delayedChanges.poll()) {
            next.run();
        }
    }

    private CompletionStage<Void> nowOrLater(Supplier<CompletionStage<Void>> change) {
        if (down) {
            delayedChanges.add(() -> change.get().toCompletableFuture().join());
        }
        return unlessDown(change);
    }

    /** The broker is down after this number of successful publishes. */
    void failNextPublishesAfter(int successes) {
        publishesLeft.set(successes);
    }

    /** Delays the answers to reads until the stage completes. */
    public void holdReads(CompletionStage<?> until) {
        reads = until;
    }

    /** Delays publishes until the stage completes. */
    public void holdPublishes(CompletionStage<?> until) {
        publishes = until;
    }

    /** Calls of {@link #leave} are never answered from now on. */
    public void hang() {
        ignoresLeaves = true;
    }

    /** Passes an event to the last subscriber on its executor, as the broker does. */
    public void notifyLast(Consumer<ChannelListener> event) {
        lastListener.accept(event);
    }

    /** Delays the delivery of messages until {@link #releaseLive}. */
    public void holdLive() {
        holdingLive = true;
    }

    public void releaseLive() {
        notifyLast(listener -> {
            holdingLive = false;
            heldLive.forEach(listener::messages);
            heldLive.clear();
        });
    }

    private <T> CompletionStage<T> unlessDown(Supplier<CompletionStage<T>> call) {
        return down ? CompletableFuture.failedFuture(new BrokerUnavailableException("down")) : call.get();
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        if (publishesLeft.getAndDecrement() == 0) {
            down = true;
        }
        return publishes.thenCompose(now -> unlessDown(() -> broker.publish(publication)));
    }

    @Override
    public CompletionStage<Void> publishTransient(ChannelName channel, Line line) {
        return unlessDown(() -> broker.publishTransient(channel, line));
    }

    @Override
    public Subscription subscribe(ChannelName channel, ChannelListener listener) {
        Subscription real = broker.subscribe(channel, new Holding(listener));
        boolean fails = down;
        if (fails) {
            real.close();
        } else {
            subscriptions.incrementAndGet();
        }
        Subscription counted = new Subscription() {
            @Override
            public CompletionStage<Snapshot> live() {
                return fails ? unlessDown(real::live) : real.live();
            }

            @Override
            public void execute(Runnable task) {
                real.execute(task);
            }

            @Override
            public void close() {
                if (!fails) {
                    subscriptions.decrementAndGet();
                }
                real.close();
            }
        };
        if (!channel.isInbox()) {
            lastListener = event -> real.execute(() -> event.accept(listener));
        }
        return counted;
    }

    @Override
    public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
        recoveries.incrementAndGet();
        CompletionStage<Recovery> found = broker.recover(channel, since, maxBytes);
        return reads.thenCompose(now -> unlessDown(() -> found));
    }

    @Override
    public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
        return unlessDown(() -> broker.history(channel, query));
    }

    @Override
    public CompletionStage<Snapshot> snapshot(ChannelName channel) {
        return unlessDown(() -> broker.snapshot(channel));
    }

    @Override
    public CompletionStage<Optional<Snapshot>> existing(ChannelName channel) {
        return unlessDown(() -> broker.existing(channel));
    }

    @Override
    public CompletionStage<Boolean> exists(ChannelName channel) {
        lookups.incrementAndGet();
        CompletionStage<Boolean> found = broker.exists(channel);
        return reads.thenCompose(now -> unlessDown(() -> found));
    }

    @Override
    public CompletionStage<SetResult> set(ChannelName channel, String key, JsonText value, OptionalLong expected) {
        return unlessDown(() -> broker.set(channel, key, value, expected));
    }

    @Override
    public CompletionStage<Void> join(ChannelName channel, Presence presence) {
        joins.incrementAndGet();
        return nowOrLater(() -> broker.join(channel, presence));
    }

    @Override
    public CompletionStage<Void> leave(ChannelName channel, UserId user) {
        leaves.incrementAndGet();
        return ignoresLeaves ? new CompletableFuture<>() : nowOrLater(() -> broker.leave(channel, user));
    }

    @Override
    public BrokerStatus status() {
        return broker.status();
    }

    @Override
    public List<LiveNode> nodes() {
        return broker.nodes();
    }

    @Override
    public void close() {
        broker.close();
    }

    /** Passes on all events, except messages while they are delayed. */
    private final class Holding implements ChannelListener {
        private final ChannelListener listener;

        Holding(ChannelListener listener) {
            this.listener = listener;
        }

        @Override
        public void messages(List<StoredMessage> messages) {
            if (holdingLive) {
                heldLive.add(messages);
            } else {
                listener.messages(messages);
            }
        }

        @Override
        public void transientMessage(Line line) {
            listener.transientMessage(line);
        }

        @Override
        public void state(StateDocument document) {
            listener.state(document);
        }

        @Override
        public void presence(PresenceChange change) {
            listener.presence(change);
        }

        @Override
        public void reset(Snapshot now) {
            listener.reset(now);
        }

        @Override
        public void refreshed(Snapshot now) {
            listener.refreshed(now);
        }
    }
}
