package org.backplane.monitor;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backplane.broker.BrokerFigures;
import org.backplane.hub.api.HubStatus;

/** What can be counted of a node, at about one moment: what metrics and JMX show. Tells nothing of channels and people. */
record Figures(NodeStatus.Node node, Health health, HubStatus hub, BrokerFigures broker) {

    /** Counts by the names that people see, in alphabetical order; those of one name are added up. */
    static <K> Map<String, Long> byName(Map<K, Long> counts, Function<K, String> name) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> name.apply(entry.getKey()), Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    static String nameOf(HubStatus.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
