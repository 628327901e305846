package org.backplane.broker.redis.link;

import java.util.Optional;
import org.backplane.broker.redis.script.ErrorReply;
import org.backplane.config.HostPort;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Redis answered with an error. The message is the error as Redis wrote it, or which rights the user lacks. */
public final class ErrorReplyException extends RedisException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorReply reply;

    ErrorReplyException(JedisDataException error) {
        super(error);
        this.reply = ErrorReply.of(String.valueOf(error.getMessage()));
    }

    public ErrorReply reply() {
        return reply;
    }

    /** Which slot of a Cluster the server does not have, if that was the error. */
    public Optional<MovedSlot> moved() {
        return getCause() instanceof JedisMovedDataException moved
                ? Optional.of(new MovedSlot(moved.getSlot(), server(moved.getTargetNode())))
                : Optional.empty();
    }

    private static Optional<HostPort> server(HostAndPort target) {
        return target.getHost().isEmpty()
                ? Optional.empty()
                : Optional.of(new HostPort(target.getHost(), target.getPort()));
    }

    /**
     * A slot that another server has.
     *
     * @param server that server, if the error names it
     */
    public record MovedSlot(int slot, Optional<HostPort> server) {}
}
