package org.backplane.bench.contender;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    static <T> Stream<ServerProcess> nodes(List<T> running, ToLongFunction<T> pid) {
        return IntStream.range(0, running.size())
                .mapToObj(i -> new ServerProcess("node-" + (i + 1), Role.NODE, pid.applyAsLong(running.get(i))));
    }
}
