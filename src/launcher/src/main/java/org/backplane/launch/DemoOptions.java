package org.backplane.launch;

/**
 * The options of the demo.
 *
 * @param nodes the number of servers
 * @param port the port of the first; each further one is {@value #PORT_STEP} higher
 * @param redis the address of the Redis; empty to start one
 * @param memory whether to run a single node without Redis
 * @param check whether to send messages between the servers and then stop
 */
record DemoOptions(int nodes, int port, String redis, boolean memory, boolean check) {
    private static final int PORT_STEP = 1000;
    private static final int MOST_NODES = 9;

    DemoOptions {
        if (memory && nodes > 1) {
            throw new UsageException("--memory is for one node: others would not hear it");
        }
        if (memory && !redis.isEmpty()) {
            throw new UsageException("--memory and --redis exclude each other");
        }
        if (port + (nodes - 1) * PORT_STEP > NodeOptions.HIGHEST_PORT) {
            throw new UsageException(
                    "--port " + port + " is too high for " + nodes + " nodes, " + PORT_STEP + " apart");
        }
    }

    /** @throws UsageException if an option is unknown or contradicts another, or its value is not valid */
    static DemoOptions parse(CommandLine line) {
        int nodes = 0;
        int port = 1337;
        var redis = "";
        boolean memory = false;
        boolean check = false;
        while (line.hasNext()) {
            var option = line.option();
            switch (option) {
                case "--nodes" -> nodes = line.number(option, 1, MOST_NODES);
                case "--port" -> port = line.number(option, 1, NodeOptions.HIGHEST_PORT);
                case "--redis" -> redis = line.value(option);
                case "--memory" -> memory = true;
                case "--check" -> check = true;
                default -> throw CommandLine.unknown(option);
            }
        }
        int standard = memory ? 1 : 3;
        return new DemoOptions(nodes == 0 ? standard : nodes, port, redis, memory, check);
    }

    /** The port of the node at this index, from 0. */
    int port(int index) {
        return port + index * PORT_STEP;
    }
}
