package org.backplane.bench.workload;

import java.util.Map;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.Row;

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

    /**
     * Measures one point, when the crowd of the one before has gone. Every channel speaks once at least, before and while it is
     * measured.
     */
    default Row point(Rows rows, Map<String, Long> parameters, int channels, int listeners, long rate) {
        Contender contender = rows.setting().contender();
        Length length = rows.setting().length();
        Quiet.afterCrowd(contender);
        try (Traffic traffic = new Traffic(contender, channels, listeners)) {
            traffic.warmUp(rate, Math.max(length.warmUpSeconds(), channels / rate));
            return rows.of(parameters, traffic.measure(rate, Math.max(length.seconds(), channels / rate)));
        }
    }
}
