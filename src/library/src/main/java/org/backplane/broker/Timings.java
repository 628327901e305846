package org.backplane.broker;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A histogram of durations. The buckets grow exponentially, two per doubling from 64 µs to 8 s, plus one below and one
 * above. Thread-safe and lock-free; counting allocates nothing.
 */
public final class Timings {

    private static final int FIRST_EXPONENT = 6;
    private static final int LAST_EXPONENT = 23;
    private static final int BUCKETS = 2 * (LAST_EXPONENT - FIRST_EXPONENT) + 2;
    private static final List<Long> UP_TO_MICROS = bounds();

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BUCKETS).toArray(LongAdder[]::new);
    private final LongAdder sumNanos = new LongAdder();

    /**
     * The contents of a histogram: a snapshot whose figures are not taken at exactly the same moment.
     *
     * @param upToMicros the upper bound of each bucket in microseconds, ascending, without the last bucket, which has
     *     none
     * @param counts the number of durations in each bucket
     * @param sumNanos the sum of all durations in nanoseconds
     */
    public record Counts(List<Long> upToMicros, List<Long> counts, long sumNanos) {

        /** An empty histogram. */
        public static final Counts NONE = new Timings().snapshot();

        public Counts {
            upToMicros = List.copyOf(upToMicros);
            counts = List.copyOf(counts);
        }

        /** The sum of both histograms. */
        public Counts plus(Counts other) {
            return new Counts(
                    upToMicros,
                    IntStream.range(0, counts.size())
                            .mapToObj(i -> counts.get(i) + other.counts.get(i))
                            .toList(),
                    sumNanos + other.sumNanos);
        }

        /** The number of durations in all buckets. */
        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    private static List<Long> bounds() {
        LongStream.Builder bounds = LongStream.builder().add(1L << FIRST_EXPONENT);
        for (int exponent = FIRST_EXPONENT; exponent < LAST_EXPONENT; exponent++) {
            bounds.add(3L << (exponent - 1)).add(1L << (exponent + 1));
        }
        return bounds.build().boxed().toList();
    }

    /** Counts a duration. */
    public void took(long nanos) {
        counts[bucket(TimeUnit.NANOSECONDS.toMicros(nanos))].increment();
        sumNanos.add(nanos);
    }

    private static int bucket(long micros) {
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, micros));
        if (exponent < FIRST_EXPONENT) {
            return 0;
        }
        int half = (int) (micros >> (exponent - 1)) & 1;
        return Math.min(BUCKETS - 1, 1 + 2 * (exponent - FIRST_EXPONENT) + half);
    }

    public Counts snapshot() {
        return new Counts(
                UP_TO_MICROS, Arrays.stream(counts).map(LongAdder::sum).toList(), sumNanos.sum());
    }
}
