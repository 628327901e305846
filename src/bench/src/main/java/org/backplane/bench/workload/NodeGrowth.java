package org.backplane.bench.workload;

import java.util.Map;
import java.util.function.Consumer;
import org.backplane.bench.load.Row;

/** How cost grows with the number of nodes: W1 at 50 messages/s. */
final class NodeGrowth implements Growth {

    private static final int LISTENERS = 200;
    private static final long RATE = 50;

    private final int nodes;

    NodeGrowth(int nodes) {
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return "nodes-" + nodes;
    }

    @Override
    public String description() {
        return "W1 at 50 messages/s on so many nodes";
    }

    @Override
    public int nodes() {
        return nodes;
    }

    @Override
    public void run(Setting setting, Consumer<Row> rows) {
        Map<String, Long> parameters = Map.of("rate", RATE, "listeners", (long) LISTENERS, "nodes", (long) nodes);
        rows.accept(point(new Rows("nodes", setting), parameters, 1, LISTENERS, RATE));
    }
}
