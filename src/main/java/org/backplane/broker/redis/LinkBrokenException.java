package org.backplane.broker.redis;

import java.util.List;

/** The link to Redis broke during an exchange. */
final class LinkBrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Pending> unanswered;

    LinkBrokenException(List<Pending> unanswered, Throwable cause) {
        super(cause.getMessage(), cause);
        this.unanswered = List.copyOf(unanswered);
    }

    /** What got no reply, in order: it may have been carried out or not. */
    List<Pending> unanswered() {
        return unanswered;
    }
}
