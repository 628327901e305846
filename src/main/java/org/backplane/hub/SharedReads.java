package org.backplane.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.broker.Recovery;
import org.backplane.message.Position;

/**
 * Reads what follows a position once for all who want it at the same time. Not thread-safe; used on the channel's turn,
 * where the readers are told as well.
 */
final class SharedReads {

    /** Who wants to know. */
    record Reader(Consumer<Recovery> recovered, Runnable failed) {}

    private final Function<Position, CompletionStage<Recovery>> source;
    private final Executor turn;
    private Map<Position, List<Reader>> underWay = new HashMap<>();

    /** @param source begins a read; called on the turn */
    SharedReads(Function<Position, CompletionStage<Recovery>> source, Executor turn) {
        this.source = source;
        this.turn = turn;
    }

    void read(Position since, Reader reader) {
        List<Reader> others = underWay.get(since);
        if (others != null) {
            others.add(reader);
            return;
        }
        List<Reader> readers = new ArrayList<>(List.of(reader));
        underWay.put(since, readers);
        source.apply(since)
                .whenComplete((recovery, failure) -> turn.execute(() -> {
                    underWay.remove(since, readers);
                    if (failure == null) {
                        readers.forEach(r -> r.recovered().accept(recovery));
                    } else {
                        readers.forEach(r -> r.failed().run());
                    }
                }));
    }

    /** Nobody joins the reads that are under way any more: what they find is out of date. */
    void startAfresh() {
        underWay = new HashMap<>();
    }
}
