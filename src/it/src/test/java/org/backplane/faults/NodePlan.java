package org.backplane.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.backplane.test.FreePorts;

/**
 * What a server process is started with, the first time and again.
 *
 * @param name what {@code node/name} says
 * @param directory the node's own, for all its files
 * @param ports free when the plan was made: HTTP, HTTPS, management
 * @param heap as {@code -Xmx} takes it
 * @param settings of Backplane, as system properties
 */
record NodePlan(String name, Path directory, List<Integer> ports, String heap, Map<String, String> settings) {

    NodePlan {
        ports = List.copyOf(ports);
        settings = Map.copyOf(settings);
    }

    /** A plan with free ports, in a directory of the run. */
    static NodePlan of(String name, String heap, Map<String, String> settings) {
        Path directory = Built.path("faults", AppServer.current().label(), name);
        return new NodePlan(name, directory, FreePorts.take(3), heap, settings);
    }

    int http() {
        return ports.get(0);
    }

    int https() {
        return ports.get(1);
    }

    int management() {
        return ports.get(2);
    }

    /** What every JVM is started with. */
    Stream<String> jvmOptions() {
        Map<String, String> properties = new TreeMap<>(settings);
        properties.put("node.name", name);
        properties.put("java.io.tmpdir", directory.resolve("tmp").toString());
        return Stream.concat(
                Stream.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                properties.entrySet().stream().map(property -> "-D" + property.getKey() + "=" + property.getValue()));
    }
}
