package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static String formatted(long millis) {
        return FORMAT.format(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                59_999,
                60_000,
                -1,
                -60_000,
                951_782_399_999L,
                1_795_305_600_007L,
                253_402_300_799_999L,
                253_402_300_800_000L,
                -62_167_219_200_001L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void isWhatTheFormatSays(long millis) {
        assertThat(Timestamp.of(millis)).isEqualTo(formatted(millis));
    }

    @Test
    void isRightWhateverWasWrittenBefore() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(-180_000, 180_000) + (i % 3) * 86_400_000L;
            assertThat(Timestamp.of(millis)).isEqualTo(formatted(millis));
        }
    }
}
