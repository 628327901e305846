package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** The nodes of a test that share a store, and its clock. */
public final class BrokerNodes implements AutoCloseable {

    /** Creates the brokers under test. */
    @FunctionalInterface
    public interface Factory {

        /** A broker over the store that all these brokers share. */
        Broker create(NodeIdentity node, ThreadFactory threads);
    }

    private final Factory factory;
    private final Consumer<Duration> clock;
    private final ConcurrentLinkedDeque<TestNode> nodes = new ConcurrentLinkedDeque<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** @param clock advances the clock of the store by at least the given time */
    public BrokerNodes(Factory factory, Consumer<Duration> clock) {
        this.factory = factory;
        this.clock = clock;
    }

    /** Starts another node, and waits until its broker is available. */
    public TestNode node(String name) {
        TestNode node = start(name);
        Eventually.eventually(
                "the broker is available", () -> node.broker().status().available());
        return node;
    }

    /** Starts another node, whose broker may not become available. */
    public TestNode start(String name) {
        NodeIdentity identity = NodeIdentity.random(name);
        TestNode node = new TestNode(identity, factory.create(identity, this::thread));
        nodes.push(node);
        return node;
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "broker-of-test-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Advances the clock of the store by at least this time. */
    public void advance(Duration time) {
        clock.accept(time);
    }

    /** The threads of the brokers that have not ended. */
    public List<Thread> liveThreads() {
        return threads.stream().filter(Thread::isAlive).toList();
    }

    /** Closes all nodes, and asserts that no thread of theirs is left. */
    @Override
    public void close() {
        nodes.forEach(node -> node.broker().close());
        Eventually.eventually("threads end", () -> liveThreads().isEmpty());
        assertThat(liveThreads()).isEmpty();
    }
}
