package org.backplane.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An application server that a test starts, administers and ends; it starts again with the same settings and ports. */
public abstract class ManagedServer extends ManagedProcess {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(2);
    private static final int NO_ANSWER = 0;

    private final ServerSettings settings;

    /** Prepares a server that is not started. */
    protected ManagedServer(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts it; blocks until it can be administered.
     *
     * @throws IllegalStateException if it does not start
     */
    public abstract void start();

    /**
     * Deploys a WAR or EAR under the name of its file; blocks until it serves. It is deployed at the next starts too.
     *
     * @throws IllegalStateException if the server refuses
     */
    public abstract void deploy(Path war);

    /** Undeploys an application, named by {@link #applicationName}; blocks until the server has done it. */
    public abstract void undeploy(String name);

    /** Binds a string in the server's JNDI, for all applications that are deployed from now on. */
    public abstract void bind(String name, String value);

    /** Where it listens for HTTP, on 127.0.0.1. */
    public final int port() {
        return settings.port();
    }

    /** Where its configuration and its other files are. */
    public Path directory() {
        return settings.directory();
    }

    /** The name of the application in a file: without {@code .war} or {@code .ear}. */
    public static String applicationName(String file) {
        return file.replaceFirst("[.][we]ar$", "");
    }

    /** What it is started with. */
    protected final ServerSettings settings() {
        return settings;
    }

    /**
     * Waits until a path is answered with a status.
     *
     * @param path from the root of the server
     * @throws IllegalStateException if the server ends instead
     */
    public final void awaitStatus(String path, int status) {
        await(path + " answers " + status + ", see " + log())
                .atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> {
                    requireRunning();
                    return status(path) == status;
                });
    }

    /** The status that a path is answered with, 0 if it is not answered within two seconds. */
    public final int status(String path) {
        try {
            return LocalHttp.status("GET", port(), path, TIME_TO_ANSWER);
        } catch (IOException unavailable) {
            return NO_ANSWER;
        }
    }

    /** Fails if it does not run. */
    protected final void requireRunning() {
        if (!isRunning()) {
            throw new IllegalStateException("the server has ended, see " + log());
        }
    }
}
