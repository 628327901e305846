package org.backplane.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.BrokerEvent;
import org.backplane.broker.BrokerStatus;
import org.backplane.broker.LiveNode;
import org.backplane.config.Configuration;
import org.backplane.hub.api.HubStatus;

/**
 * The whole status of a node, read at about the same time. For administrators only: secrets are masked, but server addresses
 * are not.
 *
 * @param events the counts of events of the broker; empty if it counts none
 * @param nodes the live nodes, including this one; empty if unknown
 * @param settings each with its value and its source
 */
public record NodeStatus(
        Node node,
        BrokerStatus broker,
        Map<BrokerEvent, Long> events,
        List<LiveNode> nodes,
        HubStatus hub,
        List<Configuration.Entry> settings) {

    /** Copies the collections. */
    public NodeStatus {
        events = Map.copyOf(events);
        nodes = List.copyOf(nodes);
        settings = List.copyOf(settings);
    }

    /**
     * The node itself.
     *
     * @param id random at each start
     * @param name the name that people see
     * @param background the background of its pages, if it is configured
     * @param version the version of Backplane; {@code unknown} if the build has not written it
     * @param uptime the time since its start
     */
    public record Node(String id, String name, Optional<String> background, String version, Duration uptime) {}
}
