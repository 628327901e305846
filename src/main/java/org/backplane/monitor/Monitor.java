package org.backplane.monitor;

import java.time.Duration;
import org.backplane.broker.BrokerHealth;
import org.backplane.broker.BrokerStatus;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.hub.Hub;

/**
 * Puts together how this node is doing, from its settings, its broker and its hub.
 *
 * <p>Thread-safe; no method blocks. Each answer is a snapshot, its parts not taken at exactly the same moment.
 */
public final class Monitor {

    private final Configuration configuration;
    private final BrokerHealth broker;
    private final Hub hub;
    private final long startedAt;
    private final String version = Version.current();

    /**
     * Watches a node.
     *
     * @param startedAt when the node started, by {@link System#nanoTime}
     */
    public Monitor(Configuration configuration, BrokerHealth broker, Hub hub, long startedAt) {
        this.configuration = configuration;
        this.broker = broker;
        this.hub = hub;
        this.startedAt = startedAt;
    }

    /** All that is known of the node. */
    public NodeStatus status() {
        return new NodeStatus(
                describe(),
                broker.status(),
                broker.figures().events(),
                broker.nodes(),
                hub.status(),
                configuration.entries());
    }

    /** What can be counted. */
    Figures figures() {
        return new Figures(describe(), health(), hub.status(), broker.figures());
    }

    /** How the broker is doing. */
    public BrokerStatus broker() {
        return broker.status();
    }

    /** Whether the node can do its work, for everybody. */
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
