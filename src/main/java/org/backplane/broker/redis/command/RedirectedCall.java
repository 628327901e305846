package org.backplane.broker.redis.command;

import java.util.Optional;
import org.backplane.broker.redis.link.ErrorReplyException;
import org.backplane.broker.redis.link.ErrorReplyException.MovedSlot;
import org.backplane.broker.redis.link.Slots;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.config.HostPort;

/**
 * A call that a server of a Cluster did not carry out, because its slot is elsewhere or on its way.
 *
 * @param pending the call
 * @param why what the server said
 */
public record RedirectedCall(PendingCall pending, ErrorReplyException why) {

    public int slot() {
        return Slots.of(pending.call());
    }

    /** Who has the slot now, if that is known. */
    public Optional<HostPort> to() {
        return why.moved().flatMap(MovedSlot::server);
    }
}
