package org.backplane.broker;

import java.time.Duration;
import java.util.List;

/** How a broker is doing, for administrators, health checks and metrics. Thread-safe; no method blocks. */
public interface BrokerHealth {

    /** Returned by {@link #outage} if the broker was never reachable. */
    Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** How the broker is doing: a snapshot. */
    BrokerStatus status();

    /**
     * For how long operations have not been expected to succeed: zero while they are, and {@link #FOREVER} if they never
     * were.
     */
    default Duration outage() {
        return status().available() ? Duration.ZERO : FOREVER;
    }

    /** What the broker has counted since its start: a snapshot. {@link BrokerFigures#NONE} where all is in this node. */
    default BrokerFigures figures() {
        return BrokerFigures.NONE;
    }

    /**
     * Which nodes are alive, this one among them, sorted by name: a view that may be some seconds old, and is read again in
     * the background when it is asked for. At most 100.
     *
     * @return empty if it is not known, as when it is asked for the first time or while the broker is out of reach
     */
    List<LiveNode> nodes();
}
