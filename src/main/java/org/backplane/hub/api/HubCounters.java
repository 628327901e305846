package org.backplane.hub.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.broker.Timings;
import org.backplane.hub.command.ErrorCode;

/** What the hub counts from its start on. Thread-safe; counting allocates nothing and nobody waits for anybody. */
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
    private final Each<CloseReason> closed = new Each<>(CloseReason.class);
    private final Each<ErrorCode> refused = new Each<>(ErrorCode.class);
    private final Each<HubStatus.Kind> published = new Each<>(HubStatus.Kind.class);
    private final Each<HubStatus.Kind> delivered = new Each<>(HubStatus.Kind.class);

    public void closed(CloseReason reason) {
        closed.of(reason).increment();
    }

    public void refused(ErrorCode code) {
        refused.of(code).increment();
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
