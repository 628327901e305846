package org.backplane.hub.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.broker.Timings;
import org.backplane.hub.command.ErrorCode;

/** The counters of a hub since its start. Thread-safe; counting neither blocks nor allocates. */
public final class HubCounters {

    public final LongAdder opened = new LongAdder();
    public final LongAdder received = new LongAdder();
    public final LongAdder sent = new LongAdder();
    public final LongAdder frames = new LongAdder();
    public final LongAdder transientDropped = new LongAdder();
    public final LongAdder resets = new LongAdder();
    public final LongAdder recoveries = new LongAdder();
    public final LongAdder recalls = new LongAdder();
    public final LongAdder unrecovered = new LongAdder();
    public final Timings storing = new Timings();
    private final EnumCounters<CloseReason> closed = new EnumCounters<>(CloseReason.class);
    private final EnumCounters<ErrorCode> rejected = new EnumCounters<>(ErrorCode.class);
    private final EnumCounters<HubStatus.Kind> published = new EnumCounters<>(HubStatus.Kind.class);
    private final EnumCounters<HubStatus.Kind> delivered = new EnumCounters<>(HubStatus.Kind.class);

    public void closed(CloseReason reason) {
        closed.of(reason).increment();
    }

    public void rejected(ErrorCode code) {
        rejected.of(code).increment();
    }

    public void published(HubStatus.Kind kind) {
        published.of(kind).increment();
    }

    public void delivered(HubStatus.Kind kind, long times) {
        delivered.of(kind).add(times);
    }

    public HubStatus.Ever snapshot() {
        return new HubStatus.Ever(
                opened.sum(),
                closed.snapshot(),
                received.sum(),
                rejected.snapshot(),
                published.snapshot(),
                delivered.snapshot(),
                sent.sum(),
                frames.sum(),
                transientDropped.sum(),
                resets.sum(),
                recoveries.sum(),
                recalls.sum(),
                unrecovered.sum());
    }

    /** A counter for each value of an enum. A snapshot has zeros too, so that monitoring sees the first increment. */
    private static final class EnumCounters<K extends Enum<K>> {

        private final Class<K> keys;
        private final Map<K, LongAdder> counts;

        EnumCounters(Class<K> keys) {
            this.keys = keys;
            this.counts = new EnumMap<>(keys);
            for (K key : keys.getEnumConstants()) {
                counts.put(key, new LongAdder());
            }
        }

        LongAdder of(K key) {
            return Objects.requireNonNull(counts.get(key));
        }

        Map<K, Long> snapshot() {
            Map<K, Long> sums = new EnumMap<>(keys);
            counts.forEach((key, count) -> sums.put(key, count.sum()));
            return sums;
        }
    }
}
