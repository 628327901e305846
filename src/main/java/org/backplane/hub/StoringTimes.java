package org.backplane.hub;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts how long it took until messages were stored, in buckets that get wider with the time: two to each doubling, from
 * 64 µs to 8 s, one below and one above. Thread-safe; nobody waits for anybody.
 */
final class StoringTimes {

    private static final int FIRST_EXPONENT = 6;
    private static final int LAST_EXPONENT = 23;
    private static final int BUCKETS = 2 * (LAST_EXPONENT - FIRST_EXPONENT) + 2;
    private static final List<Long> UP_TO_MICROS = bounds();

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BUCKETS).toArray(LongAdder[]::new);

    private static List<Long> bounds() {
        LongStream.Builder bounds = LongStream.builder().add(1L << FIRST_EXPONENT);
        for (int exponent = FIRST_EXPONENT; exponent < LAST_EXPONENT; exponent++) {
            bounds.add(3L << (exponent - 1)).add(1L << (exponent + 1));
        }
        return bounds.build().boxed().toList();
    }

    /** A message was stored so long after it was to be. */
    void took(long nanos) {
        counts[bucket(TimeUnit.NANOSECONDS.toMicros(nanos))].increment();
    }

    private static int bucket(long micros) {
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, micros));
        if (exponent < FIRST_EXPONENT) {
            return 0;
        }
        int half = (int) (micros >> (exponent - 1)) & 1;
        return Math.min(BUCKETS - 1, 1 + 2 * (exponent - FIRST_EXPONENT) + half);
    }

    HubStatus.Storing snapshot() {
        return new HubStatus.Storing(
                UP_TO_MICROS, Arrays.stream(counts).map(LongAdder::sum).toList());
    }
}
