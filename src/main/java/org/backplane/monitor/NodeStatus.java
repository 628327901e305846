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
 * All that an administrator may know of a node, at about one moment. Secrets are masked; server addresses are not, so it
 * is not for everybody.
 *
 * @param events how often each event of the broker has happened; empty where nobody counts them
 * @param nodes which nodes live, this one among them; empty if that is not known
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
     * @param background what its page looks like, if an administrator decided
     * @param version of Backplane; {@code unknown} in a build that does not tell
     * @param uptime since its start
     */
    public record Node(String id, String name, Optional<String> background, String version, Duration uptime) {}
}
