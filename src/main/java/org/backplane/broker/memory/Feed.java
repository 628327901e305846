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
 * Brings what happens in a channel to one listener, in order, on the threads of its broker.
 *
 * <p>Whoever changes the channel puts the event into the queue, under the channel's lock; the turn takes it out without
 * a lock. When {@value #MAX_BYTES} bytes wait nothing more is put in: once the listener has been told all that waits, the
 * turn reads what is missing from the channel.
 */
final class Feed implements Subscription {

    /** Bytes of lines that may wait, as far as there is no single longer one. */
    static final long MAX_BYTES = 16 << 20;

    /** Messages that the listener is told at once, at most. */
    private static final int MAX_RUN = 256;

    /** What an event without a line counts. */
    private static final int NOTICE_BYTES = 256;

    private final MemoryStore store;
    private final ChannelName channel;
    private final ChannelListener listener;
    private final Consumer<Feed> atEnd;
    private final SerialExecutor turn;
    private final CompletableFuture<Snapshot> live = new CompletableFuture<>();
    private final Queue<Event> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean closed;

    /** Whether events were left out; written under the channel's lock. */
    private volatile boolean behind;

    /** Whether the listener threw and must begin again; used on the turn only. */
    private boolean mustReset;

    /** Whether it is being told to; used on the turn only. */
    private boolean resetting;

    /** Offset of the last message that the listener was told; used on the turn only. */
    private long told;

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

    /** @param atEnd called once when this is closed */
    Feed(MemoryStore store, ChannelName channel, ChannelListener listener, Executor threads, Consumer<Feed> atEnd) {
        this.store = store;
        this.channel = channel;
        this.listener = new GuardedListener(listener, this::listenerFailed);
        this.turn = new SerialExecutor(threads);
        this.atEnd = atEnd;
    }

    /** Becomes live: one step for everybody else who uses the channel. */
    void start() {
        store.in(channel, c -> {
            Snapshot snapshot = c.snapshot();
            c.add(this);
            turn.execute(() -> {
                told = snapshot.position().offset();
                live.complete(snapshot);
            });
            return true;
        });
    }

    /** Takes a message; called under the channel's lock. */
    void message(StoredMessage message) {
        put(new Stored(message));
    }

    /** Takes a transient message, or drops it if there is no room; called under the channel's lock. */
    void transientMessage(Line line) {
        if (waitingBytes.get() <= MAX_BYTES / 2) {
            put(new Notice(l -> l.transientMessage(line), line.bytes()));
        }
    }

    /** Takes a change of state or presence; called under the channel's lock. */
    void notice(Consumer<ChannelListener> call) {
        put(new Notice(call, NOTICE_BYTES));
    }

    private void put(Event event) {
        boolean full = waitingBytes.get() > 0 && waitingBytes.get() + event.bytes() > MAX_BYTES;
        behind = behind || full;
        if (!behind) {
            waitingBytes.addAndGet(event.bytes());
            waiting.add(event);
        }
        turn.execute(this::deliver);
    }

    /** Tells the listener the next thing. There is one call of this for each event, and one makes one call at least. */
    private void deliver() {
        if (closed) {
            waiting.clear();
            return;
        }
        if (mustReset) {
            reset();
        } else if (waiting.peek() instanceof Notice notice) {
            taken(notice);
            notice.call().accept(listener);
        } else if (waiting.peek() instanceof Stored) {
            tell(nextRun());
        } else if (behind) {
            catchUp();
        }
    }

    /** Tried at once the first time, then with each event, in case that the listener throws from that too. */
    private void listenerFailed() {
        mustReset = true;
        if (!resetting) {
            turn.execute(this::deliver);
        }
    }

    /** What waits is in the snapshot: both change under the channel's lock alone. */
    private void reset() {
        Snapshot now = store.in(channel, c -> {
            waiting.clear();
            waitingBytes.set(0);
            behind = false;
            return c.snapshot();
        });
        told = now.position().offset();
        mustReset = false;
        resetting = true;
        listener.reset(now);
        resetting = false;
    }

    private List<StoredMessage> nextRun() {
        List<StoredMessage> run = new ArrayList<>();
        while (run.size() < MAX_RUN && waiting.peek() instanceof Stored stored) {
            taken(stored);
            run.add(stored.message());
        }
        return run;
    }

    private void taken(Event event) {
        waiting.remove();
        waitingBytes.addAndGet(-event.bytes());
    }

    private void tell(List<StoredMessage> run) {
        if (!run.isEmpty()) {
            told = run.get(run.size() - 1).position().offset();
            listener.messages(run);
        }
    }

    /** Nothing waits and nothing is put in: what was left out is read, and from here on events are taken again. */
    private void catchUp() {
        Runnable telling = store.in(channel, c -> {
            Snapshot now = c.snapshot();
            Recovery missed = c.recover(new Position(now.position().epoch(), told), Integer.MAX_VALUE);
            behind = false;
            return () -> catchUp(missed, now);
        });
        telling.run();
    }

    private void catchUp(Recovery missed, Snapshot now) {
        if (missed.recovered()) {
            tell(missed.messages());
            listener.refreshed(now);
        } else {
            told = now.position().offset();
            listener.reset(now);
        }
    }

    @Override
    public CompletionStage<Snapshot> live() {
        return live.minimalCompletionStage();
    }

    @Override
    public void execute(Runnable task) {
        turn.execute(task);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.inExisting(channel, c -> c.remove(this));
            atEnd.accept(this);
        }
    }

    /** Ends together with the broker. */
    void abort() {
        close();
        live.completeExceptionally(
                new BrokerUnavailableException("subscribe to " + channel + ": the broker is closed"));
    }
}
