package org.backplane.monitor;

/**
 * Whether a node can do its work: what a load balancer asks for.
 *
 * @param broker which broker: {@code memory} or {@code redis}
 * @param isBrokerAvailable whether what clients ask now is expected to succeed
 * @param takesClients whether new ones are welcome, which they are until the node goes away
 */
public record Health(String broker, boolean isBrokerAvailable, boolean takesClients) {

    /** Whether new clients are to be sent here; a node that is not ready because of its broker keeps its connections. */
    public boolean isReady() {
        return isBrokerAvailable && takesClients;
    }
}
