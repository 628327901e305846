package org.backplane.bench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.bench.contender.ServerProcess;

/**
 * What the nodes of a system take of the memory, all together.
 *
 * @param residentBytes as the operating system counts them
 * @param heapBytes of live objects, after a full collection; empty if the nodes are no JVMs
 */
record Footprint(long residentBytes, OptionalLong heapBytes) {

    private static final long KIB = 1024;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern TOTAL = Pattern.compile("\nTotal\\s+\\d+\\s+(\\d+)");

    /** Collects the garbage of the nodes, and looks. */
    static Footprint of(List<ServerProcess> processes) {
        List<Long> nodes = processes.stream()
                .filter(process -> process.role() == ServerProcess.Role.NODE)
                .map(ServerProcess::pid)
                .toList();
        boolean isJava = nodes.stream().allMatch(Footprint::isJava);
        OptionalLong heap = isJava
                ? OptionalLong.of(nodes.stream().mapToLong(Footprint::heap).sum())
                : OptionalLong.empty();
        return new Footprint(nodes.stream().mapToLong(Footprint::resident).sum(), heap);
    }

    private static boolean isJava(long pid) {
        return read(pid, "comm").strip().equals("java");
    }

    private static long resident(long pid) {
        return number(RESIDENT, read(pid, "status")) * KIB;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("no " + file + " of process " + pid, e);
        }
    }

    /** The second look does not count what the first one has made. */
    private static long heap(long pid) {
        histogram(pid);
        return number(TOTAL, histogram(pid));
    }

    /** All classes with the bytes of their live objects: the JVM collects first. */
    private static String histogram(long pid) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(tool.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + tool, e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "no " + pattern + " in " + text.lines().limit(5).toList());
        }
        return Long.parseLong(matcher.group(1));
    }
}
