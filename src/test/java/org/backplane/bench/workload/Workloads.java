package org.backplane.bench.workload;

import java.util.List;

/** All that is measured. */
public final class Workloads {

    private Workloads() {}

    /** In the order of the table. */
    public static List<Workload> all() {
        return List.of(new OneChannel(), new ManyChannels(), new Ramp());
    }
}
