package org.backplane.fuzz;

import java.time.Clock;
import java.util.concurrent.ThreadFactory;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.broker.redis.RedisBroker;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.endpoint.rest.StatusText;
import org.backplane.hub.Hub;
import org.backplane.hub.api.HubContext;
import org.backplane.monitor.JmxText;
import org.backplane.monitor.Monitor;
import org.backplane.security.Authorizer;

/**
 * A node made of some settings whose threads never run, so that it asks no network and costs a fuzzer little: what it says of
 * itself is that of a node that has just started. There is nothing to close.
 */
public final class IdleNode {

    private static final ThreadFactory NEVER_RUN = task -> new IdleThread();

    private IdleNode() {}

    /** Has nothing to do, and does not even start where the JDK lets it decide that. */
    private static final class IdleThread extends Thread {

        @Override
        public void start() {}
    }

    /** The status and the attributes of the MBean of such a node. */
    public static String report(Configuration configuration) {
        NodeIdentity node = NodeIdentity.random(configuration.get(Settings.NODE_NAME), "/backplane");
        Broker broker = configuration.get(Settings.REDIS_HOST).isPresent()
                ? new RedisBroker(configuration, node, NEVER_RUN)
                : new MemoryBroker(node, new MemoryStore(configuration, Clock.systemUTC()), NEVER_RUN);
        Hub hub = new Hub(configuration, new HubContext(node, broker, Authorizer.ALL_TO_ALL, NEVER_RUN));
        Monitor monitor = new Monitor(configuration, broker, hub, System.nanoTime());
        return StatusText.of(monitor.status()) + "\n" + JmxText.of(monitor);
    }
}
