package org.backplane.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.backplane.test.Signal;

/**
 * A server process of the tests, which ends with the JVM of the tests at the latest. Signals are sent to processes by their
 * id. Used by one thread at a time.
 */
public abstract class ManagedProcess implements AutoCloseable {

    /** Longer than a server takes to start, to deploy or to end, on a busy machine. */
    public static final Duration BOUND = Duration.ofMinutes(5);

    @SuppressWarnings("this-escape") // the thread is started when the JVM ends
    private final Thread onExit = new Thread(this::kill);

    private Optional<Process> child = Optional.empty();

    /** Registers the shutdown hook; the process may start later, and more than once. */
    protected ManagedProcess() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** The scripts that started the server, and the server itself, as far as they run; empty if it does not run. */
    protected List<ProcessHandle> processes() {
        return child.map(ManagedProcess::tree).orElse(List.of());
    }

    /** Its log file; it exists after the first start. */
    public abstract Path log();

    /** Whether it runs. */
    public final boolean isRunning() {
        return !processes().isEmpty();
    }

    /**
     * The id of the JVM, which a script may have started, or of the child process where there is none.
     *
     * @throws IllegalStateException if it does not run
     */
    public final long pid() {
        return processes().stream()
                .min(Comparator.comparing(process -> !isJvm(process)))
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new IllegalStateException("the process does not run, see " + log()));
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java");
    }

    /**
     * Asks it to end (SIGTERM), and blocks until it has; does nothing if it does not run.
     *
     * @throws IllegalStateException if it does not end
     */
    public void stop() {
        List<ProcessHandle> running = processes();
        running.forEach(ProcessHandle::destroy);
        awaitEnd(running);
    }

    /** Ends it at once (SIGKILL), and blocks until it has ended; does nothing if it does not run. */
    public final void kill() {
        List<ProcessHandle> running = processes();
        running.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(running);
    }

    /** Suspends it (SIGSTOP): its connections stay open. */
    public final void pause() {
        Signal.STOP.send(pid());
    }

    /** Lets it continue after {@link #pause()} (SIGCONT). */
    public final void resume() {
        Signal.CONT.send(pid());
    }

    /** Kills it if it still runs; nothing writes to its directory afterwards. */
    @Override
    public final void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // The hook runs already.
        }
    }

    private void awaitEnd(List<ProcessHandle> ending) {
        CompletableFuture<?>[] ends = ending.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("a process of " + ending + " does not end, see " + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the process as a child of the tests; what it writes is appended to a file. */
    protected final void startChild(ProcessBuilder builder, Path output) {
        try {
            child = Optional.of(builder.redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(output.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + builder.command(), e);
        }
    }

    /** A process before those that it started: a script that is asked to end first starts nothing more. */
    private static List<ProcessHandle> tree(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    /** The process whose id is in a file; empty if there is no such file or the process has ended. */
    static List<ProcessHandle> processIn(Path pidFile) {
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).stream()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
