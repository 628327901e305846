package org.backplane.bench.contender;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.backplane.bench.load.dialect.Dialect;

/** A system under test: its servers run, and clients can connect. Used by one thread at a time. */
public interface Contender extends AutoCloseable {

    /** What people call it, like {@code Backplane on Payara Micro}. */
    String name();

    /** Versions and flags, for the table. */
    String version();

    /** How its clients speak. */
    Dialect dialect();

    /** Where they connect. */
    List<Node> nodes();

    /** All whose CPU time counts; after {@link #restart(int)} the ids are others. */
    List<ServerProcess> processes();

    /** Each setting that differs from its default, as {@code name=value}, for the table. */
    default List<String> raised() {
        return List.of();
    }

    /** The Redis between the nodes; empty if there is none. */
    default Optional<InetSocketAddress> redis() {
        return Optional.empty();
    }

    /**
     * Ends a node and starts it again at the same address; blocks until it is ready.
     *
     * @param node its place in {@link #nodes()}
     * @throws UnsupportedOperationException if nothing is measured on a fresh node of this system
     */
    default void restart(int node) {
        throw new UnsupportedOperationException(name() + " cannot restart node " + node);
    }

    /** Ends all its processes. */
    @Override
    void close();
}
