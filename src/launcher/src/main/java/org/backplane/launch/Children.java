package org.backplane.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * The processes that the demo has started. They are ended with this JVM, in the opposite order of their start.
 *
 * <p>Thread-safe: the main thread starts them, and the shutdown hook may end them meanwhile.
 */
final class Children {
    private static final long PATIENCE_SECONDS = 10;

    private final Deque<Process> processes = new ConcurrentLinkedDeque<>();

    private volatile boolean ending;

    Children() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** Starts a process with its output in the log. */
    Process start(List<String> command, Path log) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            processes.push(process);
            return process;
        } catch (IOException e) {
            throw new LaunchException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Whether this JVM and its child processes are ending. */
    boolean areEnding() {
        return ending;
    }

    private void end() {
        ending = true;
        for (var process = processes.poll(); process != null; process = processes.poll()) {
            end(process);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
