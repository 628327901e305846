package org.backplane.bench.load;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backplane.bench.contender.ServerProcess;
import org.backplane.bench.load.time.Ticks;

/**
 * The CPU time that processes have used since they began, user and system, as Linux counts it.
 *
 * @param nodes in microseconds
 * @param own the load generator's
 * @param taken when it was read, in {@link Ticks}
 */
public record CpuTime(long nodes, long redis, long own, long taken) {

    private static final long MICROS = 1_000_000;
    private static final long TICKS_PER_SECOND = ticksPerSecond();
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Reads the clocks of all processes. */
    public static CpuTime of(List<ServerProcess> processes) {
        return new CpuTime(
                sum(processes, ServerProcess.Role.NODE),
                sum(processes, ServerProcess.Role.REDIS),
                micros(ProcessHandle.current().pid()),
                Ticks.now());
    }

    private static long sum(List<ServerProcess> processes, ServerProcess.Role role) {
        return processes.stream()
                .filter(process -> process.role() == role)
                .mapToLong(process -> micros(process.pid()))
                .sum();
    }

    private static long micros(long pid) {
        try {
            return micros(Files.readString(Path.of("/proc", Long.toString(pid), "stat")), TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException("no CPU time of process " + pid, e);
        }
    }

    /** Reads a line of {@code /proc/PID/stat}, see proc(5): the name of the process may hold blanks and parentheses. */
    static long micros(String stat, long ticksPerSecond) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        return ticks * MICROS / ticksPerSecond;
    }

    private static long ticksPerSecond() {
        try {
            Process process = new ProcessBuilder("getconf", "CLK_TCK").start();
            try (InputStreamReader answer =
                    new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII)) {
                StringBuilder text = new StringBuilder();
                for (int c = answer.read(); c >= 0; c = answer.read()) {
                    text.append((char) c);
                }
                return Long.parseLong(text.toString().strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run getconf", e);
        }
    }

    /** What was used since an earlier reading. */
    public CpuTime since(CpuTime earlier) {
        return new CpuTime(nodes - earlier.nodes, redis - earlier.redis, own - earlier.own, taken - earlier.taken);
    }

    /** For so many deliveries; this must be a difference. */
    public Row.Cost over(long deliveries) {
        double machine = taken / 1000.0 * Runtime.getRuntime().availableProcessors();
        double each = Math.max(1, deliveries);
        return new Row.Cost(
                deliveries == 0 ? 0 : nodes / each,
                deliveries == 0 ? 0 : redis / each,
                deliveries == 0 ? 0 : (nodes + redis) / each,
                own / machine,
                (nodes + redis) / machine);
    }
}
