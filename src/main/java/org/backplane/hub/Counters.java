package org.backplane.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the hub counts from its start on. Thread-safe. */
final class Counters {

    final LongAdder opened = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder frames = new LongAdder();
    final LongAdder transientDropped = new LongAdder();
    final LongAdder resets = new LongAdder();
    final LongAdder recoveries = new LongAdder();
    final LongAdder recalls = new LongAdder();
    final StoringTimes storing = new StoringTimes();
    private final Map<CloseReason, LongAdder> closed = new ConcurrentHashMap<>();

    void closed(CloseReason reason) {
        closed.computeIfAbsent(reason, r -> new LongAdder()).increment();
    }

    HubStatus.Ever snapshot() {
        Map<CloseReason, Long> reasons = new EnumMap<>(CloseReason.class);
        closed.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new HubStatus.Ever(
                opened.sum(),
                reasons,
                received.sum(),
                refused.sum(),
                sent.sum(),
                frames.sum(),
                transientDropped.sum(),
                resets.sum(),
                recoveries.sum(),
                recalls.sum());
    }
}
