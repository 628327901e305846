package org.backplane.bench.contender;

import java.nio.file.Path;
import java.util.List;
import org.backplane.server.ManagedProcess;

/** A node that is not written in Java. */
final class ScriptProcess extends ManagedProcess {

    private final int port;
    private final Path log;

    /** Starts it; returns at once. */
    ScriptProcess(List<String> command, int port, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NODE_ENV", "production");
        startChild(builder, log);
        this.port = port;
        this.log = log;
    }

    int port() {
        return port;
    }

    @Override
    public Path log() {
        return log;
    }
}
