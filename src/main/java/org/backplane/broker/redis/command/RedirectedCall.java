package org.backplane.broker.redis.command;

import java.util.Optional;
import org.backplane.broker.redis.script.PendingCall;
import org.backplane.broker.redis.script.Slots;
import org.backplane.config.HostPort;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * A call that a server of a Cluster did not carry out, because its slot is elsewhere or on its way.
 *
 * @param pending the call
 * @param why what the server said
 */
public record RedirectedCall(PendingCall pending, JedisDataException why) {

    public int slot() {
        return Slots.of(pending.call());
    }

    /** Who has the slot now, if that is known. */
    public Optional<HostPort> to() {
        return to(why);
    }

    public static Optional<HostPort> to(JedisDataException why) {
        return why instanceof JedisMovedDataException moved
                        && !moved.getTargetNode().getHost().isEmpty()
                ? Optional.of(new HostPort(
                        moved.getTargetNode().getHost(), moved.getTargetNode().getPort()))
                : Optional.empty();
    }
}
