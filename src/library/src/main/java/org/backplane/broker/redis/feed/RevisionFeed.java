package org.backplane.broker.redis.feed;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.backplane.broker.ChannelListener;
import org.backplane.broker.Snapshot;
import org.backplane.broker.redis.script.PubSubPayload;
import org.backplane.broker.redis.script.Replies.Revised;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the changes of one channel's state and members, each once and in the order of their revisions. If a revision
 * is missing, all state and members are read. Used only on the channel's executor.
 */
final class RevisionFeed {

    /** The maximum number of changes that are buffered during a read; beyond it the read is repeated. */
    static final int MAX_BUFFERED = 1_000;

    private static final System.Logger LOG = System.getLogger(RevisionFeed.class.getName());

    private final ChannelListener listener;
    private final Supplier<CompletionStage<Revised<Snapshot>>> snapshot;
    private final Executor executor;
    private List<PubSubPayload.Change> buffer = List.of();
    private boolean overflowed;
    private String epoch = "";
    private long revision;
    private boolean complete = true;
    private boolean reading;
    private int attempt;
    private boolean closed;

    RevisionFeed(ChannelListener listener, Supplier<CompletionStage<Revised<Snapshot>>> snapshot, Executor executor) {
        this.listener = listener;
        this.snapshot = snapshot;
        this.executor = executor;
    }

    /** Continues from a snapshot that the listener gets elsewhere. */
    void begin(Revised<Snapshot> now) {
        epoch = now.value().position().epoch();
        revision = now.revision();
        complete = true;
    }

    /** The revision of the last change that was delivered. */
    long revision() {
        return revision;
    }

    /**
     * Requires a read once the feed is live again; the result of a read in flight is ignored, because it may be too
     * old.
     */
    void mayHaveMissedSome() {
        complete = false;
        reading = false;
        attempt++;
    }

    /** Called when changes arrive again. */
    void goLive() {
        if (!complete) {
            readAll();
        }
    }

    void close() {
        closed = true;
    }

    void accept(PubSubPayload.Change change) {
        boolean sameEpoch = change.epoch().equals(epoch);
        if (!reading && complete && sameEpoch && change.revision() == revision + 1) {
            deliver(change);
        } else if (!sameEpoch || change.revision() > revision) {
            addToBuffer(change);
            readAll();
        }
    }

    /** The number of buffered changes. */
    int buffered() {
        return buffer.size();
    }

    private void addToBuffer(PubSubPayload.Change change) {
        if (buffer.size() >= MAX_BUFFERED) {
            buffer = List.of();
            overflowed = true;
        }
        buffer = buffer.isEmpty() ? new ArrayList<>() : buffer;
        buffer.add(change);
    }

    private void deliver(PubSubPayload.Change change) {
        revision = change.revision();
        if (change instanceof PubSubPayload.StateChange state) {
            listener.state(state.document());
        } else if (change instanceof PubSubPayload.MemberChange member) {
            listener.presence(member.change());
        }
    }

    private void readAll() {
        if (!reading) {
            reading = true;
            int current = attempt;
            snapshot.get().whenCompleteAsync((now, failure) -> refreshed(current, now, failure), executor);
        }
    }

    private void refreshed(int attemptOfRead, @Nullable Revised<Snapshot> now, @Nullable Throwable failure) {
        if (closed || attemptOfRead != attempt) {
            return;
        }
        reading = false;
        if (now == null) {
            LOG.log(Level.DEBUG, "state and members are read again with the next change", failure);
            complete = false;
            buffer = List.of();
            return;
        }
        begin(now);
        listener.refreshed(now.value());
        List<PubSubPayload.Change> buffered = buffer;
        buffer = List.of();
        if (overflowed) {
            overflowed = false;
            readAll();
        }
        buffered.stream().filter(c -> c.epoch().equals(epoch)).forEach(this::accept);
    }
}
