package org.backplane.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.broker.Timings;

/** What the hub counts from its start on. Thread-safe; counting allocates nothing and nobody waits for anybody. */
final class Counters {

    final LongAdder opened = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder frames = new LongAdder();
    final LongAdder transientDropped = new LongAdder();
    final LongAdder resets = new LongAdder();
    final LongAdder recoveries = new LongAdder();
    final LongAdder recalls = new LongAdder();
    final LongAdder unrecovered = new LongAdder();
    final Timings storing = new Timings();
    private final Each<CloseReason> closed = new Each<>(CloseReason.class);
    private final Each<ErrorCode> refused = new Each<>(ErrorCode.class);
    private final Each<HubStatus.Kind> published = new Each<>(HubStatus.Kind.class);
    private final Each<HubStatus.Kind> delivered = new Each<>(HubStatus.Kind.class);

    void closed(CloseReason reason) {
        closed.of(reason).increment();
    }

    void refused(ErrorCode code) {
        refused.of(code).increment();
    }

    void published(HubStatus.Kind kind) {
        published.of(kind).increment();
    }

    void delivered(HubStatus.Kind kind, long times) {
        delivered.of(kind).add(times);
    }

    HubStatus.Ever snapshot() {
        return new HubStatus.Ever(
                opened.sum(),
                closed.snapshot(),
                received.sum(),
                refused.snapshot(),
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

    /** One counter for each of a closed set; zeros are told as well, so that whoever watches sees the first one come. */
    private static final class Each<K extends Enum<K>> {

        private final Class<K> keys;
        private final Map<K, LongAdder> counts;

        Each(Class<K> keys) {
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
