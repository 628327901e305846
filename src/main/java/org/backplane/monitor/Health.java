package org.backplane.monitor;

import java.time.Duration;

/**
 * Whether a node can do its work: what a load balancer asks for.
 *
 * <p>A node whose broker is out of reach for a moment stays ready: its connections live on, what is published meanwhile is
 * tried again by the clients, and a broker that all nodes share would else take all of them out at once, for a hiccup.
 *
 * @param broker which broker: {@code memory} or {@code redis}
 * @param outage for how long what clients ask has not been expected to succeed; zero while it is
 * @param takesClients whether new ones are welcome, which they are until the node goes away
 */
public record Health(String broker, Duration outage, boolean takesClients) {

    /** An outage of the broker that is not longer than this is not worth sending clients elsewhere. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    /** Whether what clients ask now is expected to succeed. */
    public boolean isBrokerAvailable() {
        return outage.isZero();
    }

    /** Whether the broker is available, or was until just now; never before it was for the first time. */
    public boolean isBrokerReliable() {
        return outage.compareTo(GRACE) <= 0;
    }

    /** Whether new clients are to be sent here; a node that is not ready because of its broker keeps its connections. */
    public boolean isReady() {
        return isBrokerReliable() && takesClients;
    }
}
