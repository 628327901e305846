package org.backplane.broker.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.backplane.broker.BrokerUnavailableException;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.GuardedListener;
import org.backplane.broker.Recovery;
import org.backplane.broker.Snapshot;
import org.backplane.broker.Subscription;
import org.backplane.concurrent.SerialExecutor;
import org.backplane.message.ChannelName;
import org.backplane.message.Line;
import org.backplane.message.Position;
import org.backplane.message.StoredMessage;

/**
 * Delivers the events of a channel to one listener, in order, on the threads of the broker.
 *
 * <p>The thread that changes the channel queues the event under the channel's lock; the executor takes it from the
 * queue without a lock. Once {@value #MAX_BYTES} bytes are queued, no more events are added: after the queue is empty,
 * the executor reads what is missing from the channel.
 */
final class Feed implements Subscription {

    /** The maximum size of queued lines in bytes, unless a single line is longer. */
    static final long MAX_BYTES = 16 << 20;

    /** The maximum number of messages in one call of the listener. */
    private static final int MAX_MESSAGES = 256;

    /** The size that an event without a line counts as. */
    private static final int EVENT_BYTES = 256;

    private final MemoryStore store;
    private final ChannelName channel;
    private final ChannelListener listener;
    private final Consumer<Feed> onClose;
    private final SerialExecutor executor;
    private final CompletableFuture<Snapshot> live = new CompletableFuture<>();
    private final Queue<Event> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;

    /** Whether events were dropped; written under the channel's lock. */
    private volatile boolean behind;

    /** Whether the listener threw and must be reset; used on the executor only. */
    private boolean mustReset;

    /** Whether the listener is being reset; used on the executor only. */
    private boolean resetting;

    /** The offset of the last delivered message; used on the executor only. */
    private long delivered;

    private sealed interface Event {
        int bytes();
    }

    private record Stored(StoredMessage message) implements Event {
        @Override
        public int bytes() {
            return message.line().bytes();
        }
    }

    private record Notice(Consumer<ChannelListener> call, int bytes) implements Event {}

    /** @param onClose called once when the feed is closed */
    Feed(MemoryStore store, ChannelName channel, ChannelListener listener, Executor threads, Consumer<Feed> onClose) {
        this.store = store;
        this.channel = channel;
        this.listener = new GuardedListener(listener, this::listenerFailed);
        this.executor = new SerialExecutor(threads);
        this.onClose = onClose;
    }

    /** Becomes live, atomically for all other users of the channel. */
    void start() {
        store.in(channel, c -> {
            Snapshot snapshot = c.snapshot();
            c.add(this);
            executor.execute(() -> {
                delivered = snapshot.position().offset();
                live.complete(snapshot);
            });
            return true;
        });
    }

    /** Queues a message; called under the channel's lock. */
    void message(StoredMessage message) {
        enqueue(new Stored(message));
    }

    /** Queues a transient message, or drops it if the queue is half full; called under the channel's lock. */
    void transientMessage(Line line) {
        if (waitingBytes.get() <= MAX_BYTES / 2) {
            enqueue(new Notice(l -> l.transientMessage(line), line.bytes()));
        }
    }

    /** Queues a change of state or presence; called under the channel's lock. */
    void notice(Consumer<ChannelListener> call) {
        enqueue(new Notice(call, EVENT_BYTES));
    }

    private void enqueue(Event event) {
        boolean full = waitingBytes.get() > 0 && waitingBytes.get() + event.bytes() > MAX_BYTES;
        behind = behind || full;
        if (!behind) {
            waitingBytes.addAndGet(event.bytes());
            waiting.add(event);
        }
        executor.execute(this::deliverNext);
    }

    /**
     * Delivers the next event or batch of messages; scheduled once for each event, and each run makes a call if an event
     * is queued.
     */
    private void deliverNext() {
        if (closed) {
            waiting.clear();
            return;
        }
        if (mustReset) {
            reset();
        } else if (waiting.peek() instanceof Notice notice) {
            dequeue(notice);
            notice.call().accept(listener);
        } else if (waiting.peek() instanceof Stored) {
            deliverMessages(takeMessages());
        } else if (behind) {
            catchUp();
        }
    }

    /** Resets the listener, the first time at once, then with each event, in case the reset throws too. */
    private void listenerFailed() {
        mustReset = true;
        if (!resetting) {
            executor.execute(this::deliverNext);
        }
    }

    /** Queued events are part of the snapshot, because both change under the channel's lock only. */
    private void reset() {
        Snapshot now = store.in(channel, c -> {
            waiting.clear();
            waitingBytes.set(0);
            behind = false;
            return c.snapshot();
        });
        delivered = now.position().offset();
        mustReset = false;
        resetting = true;
        listener.reset(now);
        resetting = false;
    }

    private List<StoredMessage> takeMessages() {
        List<StoredMessage> messages = new ArrayList<>();
        while (messages.size() < MAX_MESSAGES && waiting.peek() instanceof Stored stored) {
            dequeue(stored);
            messages.add(stored.message());
        }
        return messages;
    }

    private void dequeue(Event event) {
        waiting.remove();
        waitingBytes.addAndGet(-event.bytes());
    }

    private void deliverMessages(List<StoredMessage> messages) {
        if (!messages.isEmpty()) {
            delivered = messages.get(messages.size() - 1).position().offset();
            listener.messages(messages);
        }
    }

    /** Runs when the queue is empty and events were dropped: reads the missing ones and accepts events again. */
    private void catchUp() {
        Runnable delivery = store.in(channel, c -> {
            Snapshot now = c.snapshot();
            Recovery missed = c.recover(new Position(now.position().epoch(), delivered), Integer.MAX_VALUE);
            behind = false;
            return () -> catchUp(missed, now);
        });
        delivery.run();
    }

    private void catchUp(Recovery missed, Snapshot now) {
        if (missed.recovered()) {
            deliverMessages(missed.messages());
            listener.refreshed(now);
        } else {
            delivered = now.position().offset();
            listener.reset(now);
        }
    }

    @Override
    public CompletionStage<Snapshot> live() {
        return live.minimalCompletionStage();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.inExisting(channel, c -> c.remove(this));
            onClose.accept(this);
        }
    }

    /** Closes the feed because the broker is closed. */
    void abort() {
        close();
        live.completeExceptionally(
                new BrokerUnavailableException("subscribe to " + channel + ": the broker is closed"));
    }
}
