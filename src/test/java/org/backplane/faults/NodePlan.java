package org.backplane.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
        return new NodePlan(name, directory, freePorts(), heap, settings);
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

    private static List<Integer> freePorts() {
        try (ServerSocket http = free();
                ServerSocket https = free();
                ServerSocket management = free()) {
            return List.of(http.getLocalPort(), https.getLocalPort(), management.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
