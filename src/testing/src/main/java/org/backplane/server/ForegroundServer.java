package org.backplane.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server that runs as a child of the tests, and deploys at its start what is in its directory {@code deployments}. */
public abstract class ForegroundServer extends ManagedServer {

    private final Pattern started;

    /**
     * Prepares a server that is not started.
     *
     * @param started what it logs when it has started
     */
    @SuppressWarnings("this-escape") // the directories depend on the settings alone
    protected ForegroundServer(ServerSettings settings, String started) {
        super(settings);
        this.started = Pattern.compile(started);
        Directories.create(temporary());
        Directories.create(deployments());
    }

    /** The command line of the server. */
    protected abstract List<String> command();

    /** What is added to the environment of the tests. */
    protected abstract Map<String, String> environment();

    /**
     * Starts it; returns at once.
     *
     * @throws IllegalStateException if it runs already
     */
    public final void launch() {
        if (isRunning()) {
            throw new IllegalStateException("process " + pid() + " runs already");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command()).directory(directory().toFile());
        builder.environment().putAll(CommandLine.OPEN_STATUS);
        builder.environment().putAll(environment());
        startChild(builder, console());
    }

    @Override
    public final void start() {
        LogFile output = new LogFile(console());
        long before = output.size();
        launch();
        Awaitility.await("start of the server, see " + console()).atMost(BOUND).until(() -> {
            requireRunning();
            return output.contains(before, started);
        });
    }

    /** Copies a WAR to where the server takes it from at its next start, under the name of its file. */
    public final void install(Path war) {
        try {
            // Complete at once: a running server may look at the directory at any time.
            Path copy = temporary().resolve(war.getFileName());
            Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, deployments().resolve(war.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install " + war, e);
        }
    }

    /** What it writes to its standard output, of all starts. */
    protected final Path console() {
        return directory().resolve("out.log");
    }

    /** Where WARs are that are deployed at a start. */
    protected final Path deployments() {
        return directory().resolve("deployments");
    }

    /** Its directory for temporary files. */
    protected final Path temporary() {
        return directory().resolve("tmp");
    }
}
