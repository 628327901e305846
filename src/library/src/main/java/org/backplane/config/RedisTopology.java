package org.backplane.config;

import java.util.List;
import java.util.stream.Collectors;
import org.backplane.config.value.Parsers;

/** The servers of Redis, and their roles. */
public sealed interface RedisTopology {

    /**
     * One server.
     *
     * @param server its address
     */
    record Single(HostPort server) implements RedisTopology {
        @Override
        public String toString() {
            return server.toString();
        }
    }

    /**
     * One master at a time, whose address sentinels tell.
     *
     * @param sentinels the addresses of some sentinels; one that answers is enough
     * @param master the name of the master
     */
    record Sentinel(List<HostPort> sentinels, String master) implements RedisTopology {

        /** The default port of sentinels. */
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
     * @param seeds the addresses of some nodes; one that answers is enough
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
