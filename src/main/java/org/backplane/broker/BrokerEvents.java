package org.backplane.broker;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of a broker from its start. Thread-safe; nobody waits for anybody, and counting allocates nothing. */
public final class BrokerEvents {

    private final Map<BrokerEvent, LongAdder> counters = new EnumMap<>(BrokerEvent.class);

    /** Nothing has happened yet. */
    public BrokerEvents() {
        for (BrokerEvent event : BrokerEvent.values()) {
            counters.put(event, new LongAdder());
        }
    }

    /** It has happened once more. */
    public void count(BrokerEvent event) {
        Objects.requireNonNull(counters.get(event)).increment();
    }

    /** How often each has happened: a snapshot, zeros included, in the order of the constants. */
    public Map<BrokerEvent, Long> counts() {
        Map<BrokerEvent, Long> counts = new EnumMap<>(BrokerEvent.class);
        counters.forEach((event, counter) -> counts.put(event, counter.sum()));
        return Collections.unmodifiableMap(counts);
    }
}
