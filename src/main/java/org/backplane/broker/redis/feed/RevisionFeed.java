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
 * The changes of one channel's state and members, each told once, in the order of their revisions; where one is missing,
 * all are read anew. For the channel's turn only.
 */
final class RevisionFeed {

    /** Changes that may wait while all are read; what is beyond is read once more. */
    static final int MOST_HELD = 1_000;

    private static final System.Logger LOG = System.getLogger(RevisionFeed.class.getName());

    private final ChannelListener listener;
    private final Supplier<CompletionStage<Revised<Snapshot>>> snapshot;
    private final Executor turn;
    private List<PubSubPayload.Change> held = List.of();
    private boolean overflowed;
    private String epoch = "";
    private long revision;
    private boolean complete = true;
    private boolean reading;
    private int attempt;
    private boolean closed;

    RevisionFeed(ChannelListener listener, Supplier<CompletionStage<Revised<Snapshot>>> snapshot, Executor turn) {
        this.listener = listener;
        this.snapshot = snapshot;
        this.turn = turn;
    }

    /** Goes on from what is known to the listener by other means. */
    void begin(Revised<Snapshot> now) {
        epoch = now.value().position().epoch();
        revision = now.revision();
        complete = true;
    }

    /** The last change that was told. */
    long revision() {
        return revision;
    }

    /** All must be read anew, once the feed is live again; what is being read may be too old, and does not count. */
    void mayHaveMissedSome() {
        complete = false;
        reading = false;
        attempt++;
    }

    /** Changes arrive again. */
    void goLive() {
        if (!complete) {
            readAnew();
        }
    }

    void close() {
        closed = true;
    }

    void take(PubSubPayload.Change change) {
        boolean sameLife = change.epoch().equals(epoch);
        if (!reading && complete && sameLife && change.revision() == revision + 1) {
            tell(change);
        } else if (!sameLife || change.revision() > revision) {
            hold(change);
            readAnew();
        }
    }

    /** How many changes wait. */
    int held() {
        return held.size();
    }

    private void hold(PubSubPayload.Change change) {
        if (held.size() >= MOST_HELD) {
            held = List.of();
            overflowed = true;
        }
        held = held.isEmpty() ? new ArrayList<>() : held;
        held.add(change);
    }

    private void tell(PubSubPayload.Change change) {
        revision = change.revision();
        if (change instanceof PubSubPayload.StateChange state) {
            listener.state(state.document());
        } else if (change instanceof PubSubPayload.MemberChange member) {
            listener.presence(member.change());
        }
    }

    private void readAnew() {
        if (!reading) {
            reading = true;
            int mine = attempt;
            snapshot.get().whenCompleteAsync((now, failure) -> refreshed(mine, now, failure), turn);
        }
    }

    private void refreshed(int of, @Nullable Revised<Snapshot> now, @Nullable Throwable failure) {
        if (closed || of != attempt) {
            return;
        }
        reading = false;
        if (now == null) {
            LOG.log(Level.DEBUG, "state and members are read again with the next change", failure);
            complete = false;
            held = List.of();
            return;
        }
        begin(now);
        listener.refreshed(now.value());
        List<PubSubPayload.Change> after = held;
        held = List.of();
        if (overflowed) {
            overflowed = false;
            readAnew();
        }
        after.stream().filter(c -> c.epoch().equals(epoch)).forEach(this::take);
    }
}
