package org.backplane.bench.load.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StampTest {

    private static byte[] stamp(int stream, long sequence, long scheduled) {
        byte[] stamp = new byte[Stamp.LENGTH];
        Stamp.write(stamp, 0, new Stamp.Mark(stream, sequence, scheduled));
        return stamp;
    }

    private static String text(int stream, long sequence) {
        return new String(stamp(stream, sequence, 5), StandardCharsets.US_ASCII);
    }

    @Test
    void saysWhatWasWritten() {
        byte[] stamp = stamp(9999, 999_999_999, Long.MAX_VALUE);

        assertThat(stamp).hasSize(100);
        assertThat(Stamp.stream(stamp, 0)).isEqualTo(9999);
        assertThat(Stamp.sequence(stamp, 0)).isEqualTo(999_999_999);
        assertThat(Stamp.scheduled(stamp, 0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isFoundWhereverItBegins() {
        for (int before = 0; before < 300; before++) {
            byte[] bytes = ("-".repeat(before) + text(1, 2) + "\"}").getBytes(StandardCharsets.US_ASCII);

            assertThat(Stamp.find(bytes, 0, bytes.length)).isEqualTo(before);
        }
    }

    @Test
    void areAllFoundHoweverFarApart() {
        for (int between = 0; between < 150; between++) {
            String text = text(1, 1) + ".".repeat(between) + text(1, 2) + ".".repeat(between) + text(1, 3);

            assertThat(sequences(text)).containsExactly(1L, 2L, 3L);
        }
    }

    private static List<Long> sequences(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        List<Long> found = new ArrayList<>();
        for (int at = Stamp.find(bytes, 0, bytes.length);
                at >= 0;
                at = Stamp.find(bytes, at + Stamp.LENGTH, bytes.length)) {
            found.add(Stamp.sequence(bytes, at));
        }
        return found;
    }

    @Test
    void isNotFoundWhereItIsNotWhole() {
        byte[] bytes = ("{\"k\":\"^^^^\"}" + text(1, 2)).getBytes(StandardCharsets.US_ASCII);

        assertThat(Stamp.find(bytes, 0, bytes.length - 1)).isNegative();
        assertThat(Stamp.find(bytes, bytes.length - Stamp.LENGTH + 1, bytes.length))
                .isNegative();
        assertThat(Stamp.find(Arrays.copyOf(bytes, 12), 0, 12)).isNegative();
        assertThat(Stamp.find(Arrays.copyOf(bytes, bytes.length + 50), 13, bytes.length + 50))
                .isNegative();
    }
}
