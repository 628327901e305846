package org.backplane.hub;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.backplane.broker.Broker;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.security.Authorizer;

/** Hubs over memory brokers that share one store, as nodes of a cluster do; ends all of them. */
final class HubFixture implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Configuration configuration;
    private final MemoryStore store;
    private final List<Runnable> closeables = new ArrayList<>();
    private final String threadName = "hub-test-" + NUMBERS.incrementAndGet();
    private final ThreadFactory threads = task -> {
        Thread thread = new Thread(task, threadName);
        thread.setDaemon(true);
        return thread;
    };

    HubFixture(Map<String, String> settings) {
        this.configuration = Configuration.of(settings);
        this.store = new MemoryStore(configuration, Clock.systemUTC());
    }

    Hub hub() {
        return hub(UnaryOperator.identity(), Authorizer.ALL_TO_ALL);
    }

    /** @param wrapper puts something between the hub and its broker */
    Hub hub(UnaryOperator<Broker> wrapper, Authorizer authorizer) {
        NodeIdentity node = NodeIdentity.random("node" + closeables.size());
        Broker broker = new MemoryBroker(node, store, threads);
        Hub hub = new Hub(configuration, new HubContext(node, wrapper.apply(broker), authorizer, threads));
        closeables.add(0, broker::close);
        closeables.add(0, hub::close);
        return hub;
    }

    ThreadFactory threads() {
        return threads;
    }

    @Override
    public void close() {
        closeables.forEach(Runnable::run);
    }
}
