package org.backplane.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node that is no Java; it ends with the benchmark in every case. */
final class ScriptProcess implements AutoCloseable {

    private static final long SECONDS_TO_END = 10;

    private final Process process;
    private final int port;
    private final Path log;
    private final Thread onExit;

    private ScriptProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.onExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Starts it, and returns at once. */
    static ScriptProcess start(List<String> command, int port, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("NODE_ENV", "production");
        return new ScriptProcess(builder.start(), port, log);
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            forget();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // The hook runs already.
        }
    }
}
