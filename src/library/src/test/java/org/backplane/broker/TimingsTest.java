package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingsTest {

    private final Timings times = new Timings();

    @Test
    void bucketsGetWiderWithTheTime() {
        List<Long> bounds = times.snapshot().upToMicros();
        assertThat(bounds).startsWith(64L, 96L, 128L, 192L, 256L).endsWith(6_291_456L, 8_388_608L);
        assertThat(bounds).isSorted();
        assertThat(times.snapshot().counts()).hasSize(bounds.size() + 1).containsOnly(0L);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "63, 0", "64, 1", "95, 1", "96, 2", "127, 2", "128, 3", "6291456, 34", "8388607, 34"})
    void timeIsCountedBelowTheEndOfItsBucket(long micros, int bucket) {
        times.took(TimeUnit.MICROSECONDS.toNanos(micros));
        assertThat(times.snapshot().counts().get(bucket)).isEqualTo(1);
        assertThat(micros).isLessThan(times.snapshot().upToMicros().get(bucket));
    }

    @ParameterizedTest
    @CsvSource({"8388608", "9000000000"})
    void longTimesAreCountedInTheLastBucket(long micros) {
        times.took(TimeUnit.MICROSECONDS.toNanos(micros));
        List<Long> counts = times.snapshot().counts();
        assertThat(counts.get(counts.size() - 1)).isEqualTo(1);
    }
}
