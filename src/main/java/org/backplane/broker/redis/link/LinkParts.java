package org.backplane.broker.redis.link;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.config.HostPort;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;

/**
 * What links are made of.
 *
 * @param address where Redis is
 * @param calls makes the calls of this node
 * @param workers where channels have their turns
 * @param factory makes threads
 * @param access how links are opened
 * @param beforeRounds is done by each thread of the links before each of its rounds; must not block
 */
public record LinkParts(
        RedisAddress address,
        RedisCalls calls,
        ScheduledExecutorService workers,
        ThreadFactory factory,
        LinkAccess access,
        Runnable beforeRounds) {

    /** Those of a node whose credentials never change, and whose threads have nothing else to do. */
    public LinkParts(RedisAddress address, RedisCalls calls, ScheduledExecutorService workers, ThreadFactory factory) {
        this(
                address,
                calls,
                workers,
                factory,
                new LinkAccess(LinkCredentials.fixed(address.credentials()), new LinkOpenings(factory)),
                () -> {});
    }

    /** Opens connections to the Redis of the settings, which is no Cluster. */
    public RedisConnector connector() {
        return connector(address);
    }

    /** Opens connections to one server of a Cluster. */
    public RedisConnector connector(HostPort server) {
        return connector(address.at(server));
    }

    /** Opens connections to the Redis of the address. */
    private RedisConnector connector(RedisAddress to) {
        boolean inCluster = address.topology() instanceof RedisTopology.Cluster;
        RedisRights rights = new RedisRights(calls.keys(), access.credentials(), PubSubCommands.of(inCluster));
        return new RedisConnector(
                new LinkConfig(to, "backplane-" + calls.node(), access),
                rights,
                new LinkDiagnosis(to, access.credentials(), isAnnounced(to)));
    }

    /** Whether the host is not one of the settings, but what the nodes of the Cluster call one of them. */
    private boolean isAnnounced(RedisAddress to) {
        return address.topology() instanceof RedisTopology.Cluster cluster
                && to.topology() instanceof RedisTopology.Single single
                && cluster.seeds().stream()
                        .noneMatch(seed -> seed.host().equals(single.server().host()));
    }

    public LoopThread start(LoopThread.Loop loop, String name) {
        return LoopThread.start(factory, "backplane-redis-" + name, loop, beforeRounds);
    }
}
