package org.backplane.broker.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backplane.broker.Broker;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.HistoryPage;
import org.backplane.broker.HistoryQuery;
import org.backplane.broker.LiveNode;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.Presence;
import org.backplane.broker.Published;
import org.backplane.broker.Recovery;
import org.backplane.broker.SetResult;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.Publication;
import org.backplane.message.UserId;

/**
 * A broker of a single node that keeps all channels in the heap; they are lost with the process.
 *
 * <p>Thread-safe. Channels are changed in the calling thread, so that every returned stage is complete. Listeners are
 * called by a few threads of the broker, which end when they are idle.
 */
public final class MemoryBroker implements Broker {

    private static final int MIN_THREADS = 2;
    private static final HistoryPage NO_HISTORY = new HistoryPage(List.of(), false);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final MemoryStore store;
    private final NodeIdentity node;
    private final ThreadPoolExecutor threads;
    private final Executor maintenance;
    private final ConcurrentMap<ChannelName, Feed> feeds = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Creates a node with its own store, or one of several nodes that share a store.
     *
     * @param threadFactory creates the threads that call the listeners
     */
    public MemoryBroker(NodeIdentity node, MemoryStore store, ThreadFactory threadFactory) {
        this.node = node;
        this.store = store;
        int size = Math.max(MIN_THREADS, Runtime.getRuntime().availableProcessors());
        this.threads = new ThreadPoolExecutor(
                size, size, IDLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), threadFactory);
        threads.allowCoreThreadTimeOut(true);
        this.maintenance = new SerialExecutor(threads);
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        String body = publication.body();
        return in("publish to", publication.channel(), c -> c.publish(publication, body));
    }

    @Override
    public CompletionStage<Void> publishTransient(ChannelName channel, Line line) {
        return inExisting("publish to", channel, c -> c.publishTransient(line), false)
                .thenAccept(accepted -> {});
    }

    @Override
    public Subscription subscribe(ChannelName channel, ChannelListener listener) {
        Feed feed = new Feed(store, channel, listener, threads, ended -> feeds.remove(channel, ended));
        if (feeds.putIfAbsent(channel, feed) != null) {
            throw new IllegalStateException("this node is subscribed to " + channel + " already");
        }
        feed.start();
        if (closed) {
            feed.abort();
        }
        return feed;
    }

    @Override
    public CompletionStage<Recovery> recover(ChannelName channel, Position since, int maxBytes) {
        return in("recover", channel, c -> c.recover(since, maxBytes));
    }

    @Override
    public CompletionStage<HistoryPage> history(ChannelName channel, HistoryQuery query) {
        return inExisting("read the history of", channel, c -> c.history(query), NO_HISTORY);
    }

    @Override
    public CompletionStage<Snapshot> snapshot(ChannelName channel) {
        return in("read", channel, MemoryChannel::snapshot);
    }

    @Override
    public CompletionStage<Optional<Snapshot>> existing(ChannelName channel) {
        return inExisting("read", channel, c -> Optional.of(c.snapshot().withBegun(false)), Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> exists(ChannelName channel) {
        return inExisting("look for", channel, c -> true, false);
    }

    @Override
    public CompletionStage<SetResult> set(ChannelName channel, String key, JsonText value, OptionalLong expected) {
        return in("set state of", channel, c -> c.set(key, value, expected));
    }

    @Override
    public CompletionStage<Void> join(ChannelName channel, Presence presence) {
        if (!presence.node().equals(node.id())) {
            throw new IllegalArgumentException("a presence on node " + presence.node() + ", not " + node.id());
        }
        return in("join", channel, c -> c.join(presence)).thenAccept(changed -> {});
    }

    @Override
    public CompletionStage<Void> leave(ChannelName channel, UserId user) {
        return inExisting("leave", channel, c -> c.leave(node.id(), user), false)
                .thenAccept(changed -> {});
    }

    /** Runs an operation on the channel, which is created if necessary. */
    private <T> CompletionStage<T> in(String operation, ChannelName channel, Function<MemoryChannel, T> work) {
        sweepIfDue();
        return store.in(channel, c -> attempt(operation, channel, () -> work.apply(c)));
    }

    /** Runs an operation on the channel if it exists. */
    private <T> CompletionStage<T> inExisting(
            String operation, ChannelName channel, Function<MemoryChannel, T> work, T otherwise) {
        return store.inExisting(channel, c -> attempt(operation, channel, () -> work.apply(c)))
                .orElseGet(() -> attempt(operation, channel, () -> otherwise));
    }

    /**
     * Checks under the channel's lock whether the broker is closed, so that nothing is added after {@link #close()} has
     * cleaned up.
     */
    private <T> CompletionStage<T> attempt(String operation, ChannelName channel, Supplier<T> work) {
        return closed
                ? CompletableFuture.failedFuture(
                        new BrokerUnavailableException(operation + " " + channel + ": the broker is closed"))
                : CompletableFuture.completedFuture(work.get());
    }

    private void sweepIfDue() {
        if (store.isSweepDue()) {
            maintenance.execute(store::sweep);
        }
    }

    @Override
    public BrokerStatus status() {
        return new BrokerStatus(
                "memory",
                !closed,
                Map.of(
                        "channels",
                        Integer.toString(store.channels()),
                        "subscriptions",
                        Integer.toString(feeds.size())));
    }

    @Override
    public List<LiveNode> nodes() {
        return closed ? List.of() : List.of(new LiveNode(node.id(), Optional.of(node.name()), Optional.empty()));
    }

    /** Waits up to five seconds for calls of listeners in progress. */
    @Override
    public void close() {
        closed = true;
        feeds.values().forEach(Feed::abort);
        store.inEach(c -> c.leaveAll(node.id()));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
