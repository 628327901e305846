package org.backplane.broker.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** The link to Redis broke during an exchange. */
final class LinkBrokenException extends Exception {

    /** How a failure begins that is neither of Redis nor of the network. */
    static final String OURS = "this node failed: ";

    private static final long serialVersionUID = 1L;

    private final transient List<Pending> unanswered;

    LinkBrokenException(List<Pending> unanswered, Throwable cause) {
        super(isOfLink(cause) ? cause.getMessage() : OURS + cause, cause);
        this.unanswered = List.copyOf(unanswered);
    }

    private static boolean isOfLink(@Nullable Throwable cause) {
        return cause instanceof JedisException;
    }

    /** Whether not Redis and not the network failed, but this node. */
    boolean isOurs() {
        return !isOfLink(getCause());
    }

    /** What got no reply, in order: it may have been carried out or not. */
    List<Pending> unanswered() {
        return unanswered;
    }
}
