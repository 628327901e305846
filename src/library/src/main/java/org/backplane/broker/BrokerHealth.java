package org.backplane.broker;

import java.time.Duration;
import java.util.List;

/** The health of a broker, for administrators, health checks and metrics. Thread-safe; no method blocks. */
public interface BrokerHealth {

    /** Returned by {@link #outage} if the broker was never reachable. */
    Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** The status: a snapshot. */
    BrokerStatus status();

    /**
     * For how long operations have not been expected to succeed: zero while they are, {@link #FOREVER} if they never
     * were.
     */
    default Duration outage() {
        return status().available() ? Duration.ZERO : FOREVER;
    }

    /** The figures since the start: a snapshot; {@link BrokerFigures#NONE} for a broker inside this node. */
    default BrokerFigures figures() {
        return BrokerFigures.NONE;
    }

    /**
     * The nodes that are alive, including this one, sorted by name, at most 100. The list may be some seconds old; a
     * call refreshes it in the background, at most once a second.
     *
     * @return empty if it is not known, as at the first call or while the broker is unreachable
     */
    List<LiveNode> nodes();
}
