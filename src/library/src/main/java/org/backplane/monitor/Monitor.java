package org.backplane.monitor;

import java.time.Duration;
import org.backplane.broker.BrokerHealth;
import org.backplane.broker.BrokerStatus;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.Hub;

/**
 * Collects the status of this node from its settings, its broker and its hub.
 *
 * <p>Thread-safe; no method blocks. Each result is a snapshot, whose parts are not read at exactly the same time.
 */
public final class Monitor {

    private final Configuration configuration;
    private final BrokerHealth broker;
    private final Hub hub;
    private final long startedAt;
    private final String version = Version.current();

    /**
     * @param startedAt when the node started, by {@link System#nanoTime}
     */
    public Monitor(Configuration configuration, BrokerHealth broker, Hub hub, long startedAt) {
        this.configuration = configuration;
        this.broker = broker;
        this.hub = hub;
        this.startedAt = startedAt;
    }

    /** Returns the whole status, for administrators. */
    public NodeStatus status() {
        return new NodeStatus(
                describe(),
                broker.status(),
                broker.figures().events(),
                broker.nodes(),
                hub.status(),
                configuration.entries());
    }

    /** Returns the figures for metrics and JMX. */
    Figures figures() {
        return new Figures(describe(), health(), hub.status(), broker.figures());
    }

    /** Returns the status of the broker. */
    public BrokerStatus broker() {
        return broker.status();
    }

    /** Returns the health of the node. */
    public Health health() {
        return new Health(broker.status().broker(), broker.outage(), !hub.isDraining());
    }

    private NodeStatus.Node describe() {
        return new NodeStatus.Node(
                hub.node().id(),
                hub.node().name(),
                configuration.get(Settings.NODE_BACKGROUND),
                version,
                Duration.ofNanos(System.nanoTime() - startedAt));
    }
}
