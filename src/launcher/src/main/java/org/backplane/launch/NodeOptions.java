package org.backplane.launch;

import java.util.Map;
import java.util.TreeMap;

/**
 * The options of one node.
 *
 * @param address the local address to listen on
 * @param port the HTTP port
 * @param settings Backplane's settings by name, such as {@code redis/host}
 */
record NodeOptions(String address, int port, Map<String, String> settings) {
    static final int HIGHEST_PORT = 65_535;

    NodeOptions {
        settings = Map.copyOf(settings);
    }

    /** @throws UsageException if an option is unknown, or its value is missing or not valid */
    static NodeOptions parse(CommandLine line) {
        var address = "127.0.0.1";
        int port = 8080;
        var settings = new TreeMap<String, String>();
        while (line.hasNext()) {
            var option = line.option();
            switch (option) {
                case "--address" -> address = line.value(option);
                case "--port" -> port = line.number(option, 1, HIGHEST_PORT);
                case "--redis" -> settings.put("redis/host", line.value(option));
                case "--name" -> settings.put("node/name", line.value(option));
                case "--background" -> settings.put("node/background", line.value(option));
                case "--set" -> put(settings, line.value(option));
                default -> throw CommandLine.unknown(option);
            }
        }
        return new NodeOptions(address, port, settings);
    }

    /** Returns the address of the node on this machine, with a slash at the end. */
    String url() {
        var host = address.equals("0.0.0.0") ? "127.0.0.1" : address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/backplane/";
    }

    private static void put(Map<String, String> settings, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new UsageException("--set takes NAME=VALUE, not \"" + assignment + "\"");
        }
        settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    /** Sets the settings as system properties of this JVM, from which the WAR reads them. */
    void apply() {
        settings.forEach((name, value) -> System.setProperty(name.replace('/', '.'), value));
    }
}
