package org.backplane.monitor;

import java.time.Duration;

/**
 * Whether a node can serve clients; the answer to load balancers.
 *
 * <p>A node stays ready during a short outage of its broker: its connections stay open, and clients repeat what they publish.
 * Otherwise a short outage of a broker that all nodes share would make all of them unready at once.
 *
 * @param broker the kind of broker: {@code memory} or {@code redis}
 * @param outage how long the broker has been unavailable; zero if it is available
 * @param takesClients whether new clients are accepted, which is true until the node stops
 */
public record Health(String broker, Duration outage, boolean takesClients) {

    /** The longest outage of the broker during which the node stays ready. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    /** Whether operations are expected to succeed now. */
    public boolean isBrokerAvailable() {
        return outage.isZero();
    }

    /** Whether the broker is available, or was within {@link #GRACE}; false until it is available for the first time. */
    public boolean isBrokerReliable() {
        return outage.compareTo(GRACE) <= 0;
    }

    /**
     * Whether new clients should be sent to this node. A node that is not ready because of its broker keeps its connections.
     */
    public boolean isReady() {
        return isBrokerReliable() && takesClients;
    }
}
