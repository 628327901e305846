package org.backplane.broker.redis;

import java.util.Optional;
import org.backplane.config.HostPort;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * A call that a server of a Cluster did not carry out, because its slot is elsewhere or on its way.
 *
 * @param pending the call
 * @param why what the server said
 */
record Redirected(Pending pending, JedisDataException why) {

    int slot() {
        return Slots.of(pending.call());
    }

    /** Who has the slot now, if that is known. */
    Optional<HostPort> to() {
        return to(why);
    }

    static Optional<HostPort> to(JedisDataException why) {
        return why instanceof JedisMovedDataException moved
                        && !moved.getTargetNode().getHost().isEmpty()
                ? Optional.of(new HostPort(
                        moved.getTargetNode().getHost(), moved.getTargetNode().getPort()))
                : Optional.empty();
    }
}
