package org.backplane.bench.workload;

import org.backplane.bench.contender.Contender;

/** Shows how cost grows with something: one point after the other, once, for systems that have as many nodes as are asked for. */
interface Growth extends Workload {

    @Override
    default boolean suits(Contender contender) {
        return contender.nodes().size() == nodes();
    }

    @Override
    default Stage stage() {
        return Stage.ONCE;
    }
}
