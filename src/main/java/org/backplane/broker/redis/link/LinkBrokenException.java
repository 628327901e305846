package org.backplane.broker.redis.link;

import java.util.List;
import org.backplane.broker.redis.script.PendingCall;
import org.jspecify.annotations.Nullable;

/** The link to Redis broke during an exchange. */
public final class LinkBrokenException extends Exception {

    /** How a failure begins that is neither of Redis nor of the network. */
    public static final String OURS = "this node failed: ";

    private static final long serialVersionUID = 1L;

    private final transient List<PendingCall> unanswered;

    public LinkBrokenException(List<PendingCall> unanswered, Throwable cause) {
        super(isOfLink(cause) ? cause.getMessage() : OURS + cause, cause);
        this.unanswered = List.copyOf(unanswered);
    }

    private static boolean isOfLink(@Nullable Throwable cause) {
        return cause instanceof RedisException;
    }

    /** Whether not Redis and not the network failed, but this node. */
    public boolean isOurs() {
        return !isOfLink(getCause());
    }

    /** What got no reply, in order: it may have been carried out or not. */
    public List<PendingCall> unanswered() {
        return unanswered;
    }
}
