package org.backplane.node;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.broker.redis.RedisBroker;
import org.backplane.config.Configuration;
import org.backplane.config.RedisAddress;
import org.backplane.config.Settings;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.security.Authorizer;

/** One deployed instance of Backplane: starts the broker and the hub, and closes them in the opposite order. */
final class Node implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    private final NodeIdentity identity;
    private final Broker broker;
    private final Hub hub;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts the node.
     *
     * @param application the context path of the application
     */
    Node(String application, Configuration configuration, Authorizer authorizer, ThreadFactory threads) {
        this.identity = NodeIdentity.random(configuration.get(Settings.NODE_NAME), application);
        this.broker = configuration.get(Settings.REDIS_HOST).isPresent()
                ? new RedisBroker(configuration, identity, threads)
                : new MemoryBroker(identity, new MemoryStore(configuration, Clock.systemUTC()), threads);
        this.hub = new Hub(configuration, new HubContext(identity, broker, authorizer, threads));
        logStart(RedisAddress.from(configuration));
    }

    private void logStart(Optional<RedisAddress> redis) {
        redis.ifPresentOrElse(
                address -> LOG.log(
                        Level.INFO,
                        "Node {0} is up: it shares its channels through {1}",
                        identity.name(),
                        address.toString()),
                () -> LOG.log(
                        Level.INFO,
                        "Node {0} is up: it keeps its channels in its own memory, because redis/host is not set",
                        identity.name()));
    }

    NodeIdentity identity() {
        return identity;
    }

    Broker broker() {
        return broker;
    }

    Hub hub() {
        return hub;
    }

    /** Closes the hub, which drains the connections, then the broker. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            hub.close();
            broker.close();
        }
    }
}
