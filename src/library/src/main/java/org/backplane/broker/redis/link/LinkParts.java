package org.backplane.broker.redis.link;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.backplane.broker.redis.loop.LoopThread;
import org.backplane.broker.redis.script.RedisCalls;
import org.backplane.config.HostPort;
import org.backplane.config.RedisAddress;
import org.backplane.config.RedisTopology;

/**
 * The collaborators of links.
 *
 * @param address the Redis of the settings
 * @param calls builds the calls of this node
 * @param workers runs the serial executors of channels
 * @param factory makes threads
 * @param access what all links share while they are opened
 * @param beforeRounds runs on each thread of the links before each of its rounds; must not block
 */
public record LinkParts(
        RedisAddress address,
        RedisCalls calls,
        ScheduledExecutorService workers,
        ThreadFactory factory,
        LinkAccess access,
        Runnable beforeRounds) {

    /** With credentials that never change, and nothing to run before rounds. */
    public LinkParts(RedisAddress address, RedisCalls calls, ScheduledExecutorService workers, ThreadFactory factory) {
        this(
                address,
                calls,
                workers,
                factory,
                new LinkAccess(LinkCredentials.fixed(address.credentials()), new LinkOpenings(factory)),
                () -> {});
    }

    /** A connector to the Redis of the settings, which must not be a Cluster. */
    public RedisConnector connector() {
        return connector(address);
    }

    /** A connector to one server of a Cluster. */
    public RedisConnector connector(HostPort server) {
        return connector(address.at(server));
    }

    private RedisConnector connector(RedisAddress to) {
        boolean inCluster = address.topology() instanceof RedisTopology.Cluster;
        RedisRights rights = new RedisRights(calls.keys(), access.credentials(), PubSubCommands.of(inCluster));
        return new RedisConnector(
                new LinkConfig(to, "backplane-" + calls.node(), access),
                rights,
                new LinkDiagnosis(to, access.credentials(), isAnnounced(to)));
    }

    /** Whether the host is not in the settings, but announced by the nodes of the Cluster. */
    private boolean isAnnounced(RedisAddress to) {
        return address.topology() instanceof RedisTopology.Cluster cluster
                && to.topology() instanceof RedisTopology.Single single
                && cluster.seeds().stream()
                        .noneMatch(seed -> seed.host().equals(single.server().host()));
    }

    /** Starts a thread of the links. */
    public LoopThread start(LoopThread.Loop loop, String name) {
        return LoopThread.start(factory, "backplane-redis-" + name, loop, beforeRounds);
    }
}
