package org.backplane.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs an administrator's command to its end.
 *
 * @param command the program and its arguments
 * @param environment what is added to the environment of the tests
 * @param directory where it runs
 */
public record CommandLine(List<String> command, Map<String, String> environment, Path directory) {

    /** Servers of the tests show their details to this machine, unless a setting of theirs comes before the environment. */
    static final Map<String, String> OPEN_STATUS = Map.of("BACKPLANE_STATUS_OPEN", "loopback");

    /** A cold server starts within it, on a busy machine. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    /** One that runs where the tests do. */
    public CommandLine(List<String> command, Map<String, String> environment) {
        this(command, environment, Path.of("").toAbsolutePath());
    }

    /** Copies the collections. */
    public CommandLine {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Runs it, and returns what it said.
     *
     * @throws IllegalStateException if it fails or does not end within three minutes, with what it said
     */
    public String run() {
        // Into a file: a server that it starts inherits its output, and would keep a pipe open.
        try {
            Path output = Files.createTempFile("command-", ".out");
            try {
                return run(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    private String run(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(OPEN_STATUS);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = ended(process);
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + (ended ? " failed: " : " does not end: ") + said);
        }
        return said;
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
