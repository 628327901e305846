package org.backplane.bench.contender;

import java.io.IOException;
import java.nio.file.Path;

/** Starts systems of a kind. */
public interface ContenderKind {

    /** How the command line calls it, like {@code backplane-payara}. */
    String name();

    /** Whether it can be spread over nodes; else it always has one. */
    default boolean scales() {
        return true;
    }

    /**
     * Starts one with so many nodes; blocks until clients can connect.
     *
     * @param work an empty directory of its own, for all its files
     */
    Contender start(int nodes, Path work) throws IOException;
}
