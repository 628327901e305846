package org.backplane.broker.redis.link;

import java.util.List;
import org.backplane.broker.redis.script.PendingCall;
import org.jspecify.annotations.Nullable;

/** The link to Redis broke during an exchange. */
public final class LinkBrokenException extends Exception {

    /** The beginning of the text of a failure that is neither of Redis nor of the network. */
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

    /** Whether this node failed, and neither Redis nor the network. */
    public boolean isOurs() {
        return !isOfLink(getCause());
    }

    /** The calls without a reply, in order: each may have been executed or not. */
    public List<PendingCall> unanswered() {
        return unanswered;
    }
}
