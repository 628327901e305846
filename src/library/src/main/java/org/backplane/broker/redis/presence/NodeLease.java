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
 * This node's lease in Redis, renewed by heartbeats, which also claim expired leases for the {@link Reaper}. Only the
 * clock of Redis counts. Used only on the presence executor.
 */
final class NodeLease {

    private static final System.Logger LOG = System.getLogger(NodeLease.class.getName());

    private final PresenceCalls calls;
    private final Writer writer;
    private final Reaper reaper;
    private final Executor executor;
    private LeaseId id;
    private String replicationId = "";
    private boolean confirmed;
    private boolean renewing;

    NodeLease(PresenceCalls calls, Writer writer, Reaper reaper, Executor executor) {
        this.id = calls.firstLease();
        this.calls = calls;
        this.writer = writer;
        this.reaper = reaper;
        this.executor = executor;
    }

    /** Takes the changes of the lease. Used on the executor. */
    interface Owner {

        /**
         * Called after each successful heartbeat.
         *
         * @param replicationIdChanged whether Redis may have lost recent writes, as after a failover or restart
         */
        void confirmed(boolean replicationIdChanged);

        /** Called when a lease that held has expired or was lost, before it is replaced. */
        void lost();

        /** Called when another lease starts. */
        void replaced(LeaseId former);
    }

    /** The lease under which members are entered. */
    LeaseId id() {
        return id;
    }

    /** Whether Redis has confirmed the lease. */
    boolean isConfirmed() {
        return confirmed;
    }

    /** Whether the lease is confirmed, or its first heartbeat is in flight. */
    boolean mayHold() {
        return confirmed || renewing;
    }

    /** Starts the lease unless it holds; later writes are executed after its start. */
    void begin(Owner owner) {
        if (!confirmed) {
            renew(owner);
        }
    }

    /** Sends a heartbeat unless one is in flight: renews the lease, or starts it if it does not hold. */
    void renew(Owner owner) {
        Call heartbeat = calls.heartbeat(id, !confirmed, reaper.capacity(), reaper.leases());
        if (renewing || !(confirmed || writer.isUp(heartbeat))) {
            return;
        }
        renewing = true;
        writer.repeatable(heartbeat)
                .thenApply(HeartbeatReply::parse)
                .whenCompleteAsync((reply, failure) -> onReply(owner, reply, failure), executor);
    }

    private void onReply(Owner owner, @Nullable HeartbeatReply reply, @Nullable Throwable failure) {
        renewing = false;
        if (reply != null && reply.holds()) {
            boolean idChanged = !replicationId.isEmpty() && !replicationId.equals(reply.replicationId());
            confirmed = true;
            replicationId = reply.replicationId();
            owner.confirmed(idChanged);
            reaper.reap(reply.claimed());
        } else if (reply != null) {
            LOG.log(
                    Level.WARNING,
                    "The lease of this node expired, or Redis has lost its keys: its users are entered again, and may have been shown as gone. Look for long pauses of this JVM, and for a Redis that was restarted or flushed.");
            owner.lost();
            replace(owner);
            renew(owner);
        } else if (!confirmed) {
            LOG.log(Level.DEBUG, "it is unknown whether the lease started: another one is started", failure);
            replace(owner);
        }
    }

    private void replace(Owner owner) {
        LeaseId former = id;
        id = former.next();
        confirmed = false;
        owner.replaced(former);
    }

    /** A reply to a heartbeat, as {@code heartbeat.lua} documents it. */
    private record HeartbeatReply(boolean holds, String replicationId, List<String> claimed) {
        static HeartbeatReply parse(Object reply) {
            List<?> parts = (List<?>) reply;
            return new HeartbeatReply(
                    Long.valueOf(1).equals(parts.get(0)),
                    RedisKeys.text(parts.get(1)),
                    parts.subList(2, parts.size()).stream().map(RedisKeys::text).toList());
        }
    }
}
