package org.backplane.broker.redis;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.backplane.config.RedisAddress;

/**
 * What links are made of.
 *
 * @param address where Redis is
 * @param calls makes the calls of this node
 * @param workers where channels have their turns
 * @param factory makes threads
 */
record LinkParts(RedisAddress address, RedisCalls calls, ScheduledExecutorService workers, ThreadFactory factory) {

    /** Opens connections to the Redis of the address. */
    RedisConnector connector(RedisAddress to) {
        return new RedisConnector(to, "backplane-" + calls.node(), calls.keys());
    }

    Thread start(Runnable loop, String name) {
        Thread thread = factory.newThread(loop);
        thread.setName("backplane-redis-" + name);
        thread.start();
        return thread;
    }
}
