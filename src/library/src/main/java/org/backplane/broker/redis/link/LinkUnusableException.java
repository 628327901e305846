package org.backplane.broker.redis.link;

import redis.clients.jedis.exceptions.JedisException;

/** A link could not be opened, broke, or leads to a server that cannot serve now: another link is needed. */
public final class LinkUnusableException extends RedisException {

    private static final long serialVersionUID = 1L;

    LinkUnusableException(JedisException failure) {
        super(failure);
    }

    /** The server answered with an error that concerns every call. */
    public LinkUnusableException(ErrorReplyException error) {
        super(error);
    }

    public LinkUnusableException(String message) {
        super(message);
    }
}
