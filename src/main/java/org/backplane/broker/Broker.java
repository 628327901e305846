package org.backplane.broker;

/**
 * One node's access to all channels, on all nodes that share the broker. Each concern is an interface of its own, for code
 * that needs no more than that: {@link MessageLog}, {@link StateStore}, {@link PresenceStore}, {@link
 * BrokerHealth}.
 *
 * <p>Implementations: {@code broker.memory} for one node, {@code broker.redis} for many. Both pass the same contract suite.
 * Thread-safe.
 */
public interface Broker extends MessageLog, StateStore, PresenceStore, BrokerHealth, AutoCloseable {

    /** Ends all subscriptions, threads and connections; what is in flight fails with {@link BrokerUnavailableException}. */
    @Override
    void close();
}
