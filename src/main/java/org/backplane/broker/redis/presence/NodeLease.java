package org.backplane.broker.redis.presence;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import org.backplane.broker.redis.command.Writer;
import org.backplane.broker.redis.script.Call;
import org.backplane.broker.redis.script.LeaseId;
import org.backplane.broker.redis.script.PresenceCalls;
import org.backplane.broker.redis.script.RedisKeys;
import org.jspecify.annotations.Nullable;

/**
 * This node's claim to be alive, renewed by heartbeats, which also claim the dead for the {@link Reaper}. Only the clock of
 * Redis counts. For the turn of presence only.
 */
final class NodeLease {

    private static final System.Logger LOG = System.getLogger(NodeLease.class.getName());

    private final PresenceCalls calls;
    private final Writer writer;
    private final Reaper reaper;
    private final Executor turn;
    private LeaseId id;
    private String history = "";
    private boolean held;
    private boolean beating;

    NodeLease(PresenceCalls calls, Writer writer, Reaper reaper, Executor turn) {
        this.id = calls.firstLease();
        this.calls = calls;
        this.writer = writer;
        this.reaper = reaper;
        this.turn = turn;
    }

    /** Whose members live and die with the lease. */
    interface Owner {

        /** The lease holds; with {@code anotherHistory}, Redis may have lost what it knew a moment ago. */
        void held(boolean anotherHistory);

        /** The lease that held does not any more: another one will replace it. */
        void lost();

        /** There is another lease now, and it has begun or soon will. */
        void replaced(LeaseId former);
    }

    /** What members are entered under now. */
    LeaseId id() {
        return id;
    }

    /** Whether Redis has confirmed the lease. */
    boolean isHeld() {
        return held;
    }

    /** Whether the lease holds, or is about to begin. */
    boolean mayHold() {
        return held || beating;
    }

    /** Whatever is written from now on is written after the lease began; it may be lost already. */
    void begin(Owner owner) {
        if (!held) {
            beat(owner);
        }
    }

    /** Renews the lease, unless that is on its way; begins it if it does not hold. */
    void beat(Owner owner) {
        Call heartbeat = calls.heartbeat(id, !held, reaper.room(), reaper.busyWith());
        if (beating || !(held || writer.isUp(heartbeat))) {
            return;
        }
        beating = true;
        writer.repeatable(heartbeat)
                .thenApply(Beat::parse)
                .whenCompleteAsync((reply, failure) -> answered(owner, reply, failure), turn);
    }

    private void answered(Owner owner, @Nullable Beat reply, @Nullable Throwable failure) {
        beating = false;
        if (reply != null && reply.holds()) {
            boolean another = !history.isEmpty() && !history.equals(reply.history());
            held = true;
            history = reply.history();
            owner.held(another);
            reaper.reap(reply.claimed());
        } else if (reply != null) {
            LOG.log(
                    Level.WARNING,
                    "This node was taken for dead, or Redis has lost its keys: its users are entered anew, and may have been seen to leave. Look for long pauses of this JVM, and for a Redis that was restarted or flushed.");
            owner.lost();
            replace(owner);
            beat(owner);
        } else if (!held) {
            LOG.log(Level.DEBUG, "nobody knows whether the lease began: another one will", failure);
            replace(owner);
        }
    }

    private void replace(Owner owner) {
        LeaseId former = id;
        id = former.next();
        held = false;
        owner.replaced(former);
    }

    /** A reply to a heartbeat; {@code heartbeat.lua} says what is in it. */
    private record Beat(boolean holds, String history, List<String> claimed) {
        static Beat parse(Object reply) {
            List<?> parts = (List<?>) reply;
            return new Beat(
                    Long.valueOf(1).equals(parts.get(0)),
                    RedisKeys.text(parts.get(1)),
                    parts.subList(2, parts.size()).stream().map(RedisKeys::text).toList());
        }
    }
}
