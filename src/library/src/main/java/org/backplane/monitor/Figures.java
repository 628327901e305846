package org.backplane.monitor;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backplane.broker.BrokerFigures;
import org.backplane.hub.api.HubStatus;

/** The figures of a node that metrics and JMX show, read at about the same time. They name no channels and no users. */
record Figures(NodeStatus.Node node, Health health, HubStatus hub, BrokerFigures broker) {

    /** Returns the counts by displayed name, in alphabetical order; counts with the same name are added. */
    static <K> Map<String, Long> byName(Map<K, Long> counts, Function<K, String> name) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> name.apply(entry.getKey()), Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    static String nameOf(HubStatus.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
