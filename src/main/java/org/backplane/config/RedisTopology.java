package org.backplane.config;

import java.util.List;
import java.util.stream.Collectors;
import org.backplane.config.value.Parsers;

/** Which servers make up the Redis of the settings, and how they stand to each other. */
public sealed interface RedisTopology {

    /**
     * One server.
     *
     * @param server where it listens
     */
    record Single(HostPort server) implements RedisTopology {
        @Override
        public String toString() {
            return server.toString();
        }
    }

    /**
     * One server at a time, which sentinels know.
     *
     * @param sentinels where some of them listen; one that answers is enough
     * @param master what they call it
     */
    record Sentinel(List<HostPort> sentinels, String master) implements RedisTopology {

        /** The port a sentinel listens on unless told otherwise. */
        public static final int DEFAULT_PORT = 26_379;

        /** Copies the list. */
        public Sentinel {
            sentinels = atLeastOne(sentinels);
        }

        @Override
        public String toString() {
            return listed(sentinels);
        }
    }

    /**
     * A Redis Cluster: several masters, each of which has some of the slots, and their replicas.
     *
     * @param seeds where some of its nodes listen; one that answers is enough
     */
    record Cluster(List<HostPort> seeds) implements RedisTopology {

        /** Copies the list. */
        public Cluster {
            seeds = atLeastOne(seeds);
        }

        @Override
        public String toString() {
            return listed(seeds);
        }
    }

    private static List<HostPort> atLeastOne(List<HostPort> servers) {
        Parsers.require(!servers.isEmpty(), "names no server");
        return List.copyOf(servers);
    }

    private static String listed(List<HostPort> servers) {
        return servers.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }
}
