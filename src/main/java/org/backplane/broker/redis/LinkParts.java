package org.backplane.broker.redis;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;

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
        PubSubCommands pubSub =
                address.topology() instanceof RedisTopology.Cluster ? PubSubCommands.SHARDED : PubSubCommands.PLAIN;
        RedisRights rights = new RedisRights(calls.keys(), to.credentials(), pubSub);
        return new RedisConnector(to, "backplane-" + calls.node(), rights);
    }

    LoopThread start(LoopThread.Loop loop, String name) {
        return LoopThread.start(factory, "backplane-redis-" + name, loop);
    }
}
