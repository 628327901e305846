package org.backplane.broker;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of a broker since its start. Thread-safe and lock-free; counting allocates nothing. */
public final class BrokerEvents {

    private final Map<BrokerEvent, LongAdder> counters = new EnumMap<>(BrokerEvent.class);

    public BrokerEvents() {
        for (BrokerEvent event : BrokerEvent.values()) {
            counters.put(event, new LongAdder());
        }
    }

    /** Increments the counter of an event. */
    public void count(BrokerEvent event) {
        Objects.requireNonNull(counters.get(event)).increment();
    }

    /** The counters: a snapshot, zeros included, in the order of the constants. */
    public Map<BrokerEvent, Long> counts() {
        Map<BrokerEvent, Long> counts = new EnumMap<>(BrokerEvent.class);
        counters.forEach((event, counter) -> counts.put(event, counter.sum()));
        return Collections.unmodifiableMap(counts);
    }
}
