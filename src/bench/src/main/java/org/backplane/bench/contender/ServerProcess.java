package org.backplane.bench.contender;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backplane.server.ManagedProcess;

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

    /** The nodes of a contender, in their order. */
    static Stream<ServerProcess> nodes(List<? extends ManagedProcess> running) {
        return IntStream.range(0, running.size())
                .mapToObj(i -> new ServerProcess(
                        "node-" + (i + 1), Role.NODE, running.get(i).pid()));
    }
}
