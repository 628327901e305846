package org.backplane.hub;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.broker.NodeIdentity;
import org.backplane.broker.memory.MemoryBroker;
import org.backplane.broker.memory.MemoryStore;
import org.backplane.config.Configuration;
import org.backplane.hub.api.HubContext;
import org.backplane.security.Authorizer;

/** Hubs over memory brokers that share one store, as nodes that share a Redis would have; closes all of them. */
public final class HubFixture implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Configuration configuration;
    private final MemoryStore store;
    private final List<Runnable> closeables = new ArrayList<>();
    private final String threadName = "hub-test-" + NUMBERS.incrementAndGet();
    private final ThreadGroup group = new ThreadGroup(threadName);
    private final ThreadFactory threads = task -> {
        Thread thread = new Thread(group, task, threadName);
        thread.setDaemon(true);
        return thread;
    };

    public HubFixture(Map<String, String> settings) {
        this.configuration = Configuration.of(settings);
        this.store = new MemoryStore(configuration, Clock.systemUTC());
    }

    public Hub hub() {
        return node().hub();
    }

    public Hub hub(Authorizer authorizer) {
        return node(authorizer).hub();
    }

    /** A hub and its broker, which can fail. */
    public record FaultyNode(Hub hub, FaultyBroker broker) {}

    public FaultyNode node() {
        return node(Authorizer.ALL_TO_ALL);
    }

    private FaultyNode node(Authorizer authorizer) {
        NodeIdentity identity = NodeIdentity.random("node" + closeables.size());
        FaultyBroker broker = new FaultyBroker(new MemoryBroker(identity, store, threads));
        Hub hub = new Hub(configuration, new HubContext(identity, broker, authorizer, threads));
        closeables.add(0, broker::close);
        closeables.add(0, hub::close);
        return new FaultyNode(hub, broker);
    }

    /** The number of live threads that the fixture has created. */
    int liveThreads() {
        return group.activeCount();
    }

    public ThreadFactory threads() {
        return threads;
    }

    @Override
    public void close() {
        closeables.forEach(Runnable::run);
        closeables.clear();
    }
}
