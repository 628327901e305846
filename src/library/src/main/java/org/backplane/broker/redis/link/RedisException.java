package org.backplane.broker.redis.link;

import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A failure of Redis or of the network, as opposed to one of this node. */
public abstract sealed class RedisException extends RuntimeException
        permits ErrorReplyException, LinkUnusableException {

    private static final long serialVersionUID = 1L;

    RedisException(JedisException failure) {
        super(failure.getMessage(), failure);
    }

    RedisException(String message) {
        super(message);
    }

    RedisException(RedisException cause) {
        super(cause.getMessage(), cause);
    }

    /** The same failure, with the same message, as the other packages know it. */
    static RedisException of(JedisException failure) {
        return failure instanceof JedisDataException error
                ? new ErrorReplyException(error)
                : new LinkUnusableException(failure);
    }
}
