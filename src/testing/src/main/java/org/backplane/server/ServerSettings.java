package org.backplane.server;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server is started with.
 *
 * @param directory the server's own, for all its files
 * @param port where it listens for HTTP, on 127.0.0.1
 * @param jvmOptions like {@code -Xmx1g} or {@code -Dname=value}; a later one overrides an earlier one
 */
public record ServerSettings(Path directory, int port, List<String> jvmOptions) {

    /** A server that lives for minutes starts faster without the second compiler, and collects little garbage. */
    private static final List<String> FAST_START = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** Copies the list. */
    public ServerSettings {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Those of a server that is tested and not measured: 512 MB of heap and a fast start, before further options. */
    public static ServerSettings forTests(Path directory, int port, List<String> jvmOptions) {
        return new ServerSettings(directory, port, concat(FAST_START, jvmOptions));
    }

    /** Likewise, without further options. */
    public static ServerSettings forTests(Path directory, int port) {
        return forTests(directory, port, List.of());
    }

    /** The options that set system properties. */
    List<String> properties() {
        return jvmOptions.stream().filter(ServerSettings::isProperty).toList();
    }

    /** The options that do not. */
    List<String> otherOptions() {
        return jvmOptions.stream().filter(option -> !isProperty(option)).toList();
    }

    private static boolean isProperty(String option) {
        return option.startsWith("-D");
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.of(first, second).flatMap(List::stream).toList();
    }
}
