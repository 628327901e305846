package org.backplane.server;

import java.util.List;
import org.backplane.test.FreePorts;

/** The ports of one domain; all but the first two are never used, and are moved out of the way of other domains only. */
record DomainPorts(int http, int admin, List<Integer> others) {

    private static final int OTHERS = 7;

    DomainPorts {
        others = List.copyOf(others);
    }

    /** Free ones beside a given one for HTTP. */
    static DomainPorts free(int http) {
        List<Integer> free = FreePorts.take(OTHERS + 1);
        return new DomainPorts(http, free.get(0), free.subList(1, free.size()));
    }
}
