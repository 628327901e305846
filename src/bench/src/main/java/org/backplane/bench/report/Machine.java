package org.backplane.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** On what the figures were measured. */
final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Such as {@code 2 CPUs (…), Linux 6.1, Java 17.0.15}. */
    static String description() {
        return String.format(
                Locale.ROOT,
                "%d CPUs%s, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                model(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"));
    }

    private static String model() {
        if (!Files.isReadable(CPUS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.replaceFirst("^[^:]*:\\s*", "") + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
