package org.backplane.server;

import java.nio.file.Path;

/** A real application server that a test starts, administers and ends. Used by one thread at a time. */
public interface ManagedServer extends AutoCloseable {

    /**
     * Starts it; blocks until it can be administered.
     *
     * @throws IllegalStateException if it does not start
     */
    void start();

    /** Asks it to end, and blocks until it has; nothing if it does not run. What is deployed stays so for the next start. */
    void stop();

    /**
     * Deploys a WAR under the name of its file; blocks until it serves.
     *
     * @throws IllegalStateException if the server refuses
     */
    void deploy(Path war);

    /** Takes down what was deployed under a name, the file's without {@code .war}; blocks until the server has done it. */
    void undeploy(String name);

    /** Makes a string of the server's JNDI, for all applications that are deployed from now on. */
    void bind(String name, String value);

    /** Where it listens for HTTP, on 127.0.0.1. */
    int port();

    /** Its log file; it is there after the first start. */
    Path log();

    /** Ends it in every case. */
    @Override
    void close();
}
