package org.backplane.bench.contender;

/**
 * A process whose CPU time counts.
 *
 * @param name as people know it, like {@code node-1}
 */
public record ServerProcess(String name, Role role, long pid) {

    /** What its CPU time is counted as. */
    public enum Role {
        /** Holds connections. */
        NODE,
        /** Carries messages between nodes. */
        REDIS
    }
}
