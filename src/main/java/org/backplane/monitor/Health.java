package org.backplane.monitor;

/**
 * Whether a node can do its work: what a load balancer asks for.
 *
 * @param broker which broker: {@code memory} or {@code redis}
 * @param isReady whether what clients ask now is expected to succeed; a node that is not ready keeps its connections
 */
public record Health(String broker, boolean isReady) {}
