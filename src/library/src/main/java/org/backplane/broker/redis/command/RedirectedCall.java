package org.backplane.broker.redis.command;

import java.util.Optional;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.ErrorReplyException.MovedSlot;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.config.HostPort;

/**
 * A call that a server of a Redis Cluster did not execute, because another server has its slot, or the slot is being moved.
 *
 * @param why the error reply
 */
public record RedirectedCall(PendingCall pending, ErrorReplyException why) {

    /** The slot of the call. */
    public int slot() {
        return Slots.of(pending.call());
    }

    /** The server that has the slot now, if the error reply names it. */
    public Optional<HostPort> to() {
        return why.moved().flatMap(MovedSlot::server);
    }
}
