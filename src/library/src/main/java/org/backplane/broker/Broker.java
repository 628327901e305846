package org.backplane.broker;

/**
 * Access of one node to all channels, shared by all nodes of the broker. Each concern is an interface of its own for
 * code that needs no more: {@link MessageLog}, {@link StateStore}, {@link PresenceStore}, {@link BrokerHealth}.
 *
 * <p>Implementations: {@code broker.memory} for a single node, {@code broker.redis} for several. Both pass the same
 * contract suite. Thread-safe.
 */
public interface Broker extends MessageLog, StateStore, PresenceStore, BrokerHealth, AutoCloseable {

    /**
     * Ends all subscriptions, threads and connections; operations in flight fail with {@link
     * BrokerUnavailableException}.
     */
    @Override
    void close();
}
