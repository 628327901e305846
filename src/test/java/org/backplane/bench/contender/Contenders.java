package org.backplane.bench.contender;

import java.util.List;

/** All that can be measured. */
public final class Contenders {

    private Contenders() {}

    /** Every kind, in the order of the table. */
    public static List<ContenderKind> all() {
        return List.of();
    }
}
