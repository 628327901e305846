package org.backplane.hub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateCheckDetectorTest {

    private long seconds = -5;
    private final LateCheckDetector detector = new LateCheckDetector(
            Duration.ofSeconds(1), () -> Duration.ofSeconds(seconds).toNanos());

    @Test
    void checkInTimeOrALittleLateIsNotSkipped() {
        assertThat(isSkippedAfter(1)).isFalse();
        assertThat(isSkippedAfter(2)).isFalse();
        assertThat(isSkippedAfter(1)).isFalse();
    }

    @Test
    void checkAfterAStallIsSkippedAndTheNextOneIsNot() {
        assertThat(isSkippedAfter(3)).isTrue();
        assertThat(isSkippedAfter(1)).isFalse();
        assertThat(isSkippedAfter(60)).isTrue();
    }

    @Test
    void everyOtherCheckIsNotSkippedHoweverLate() {
        assertThat(isSkippedAfter(10)).isTrue();
        assertThat(isSkippedAfter(10)).isFalse();
        assertThat(isSkippedAfter(10)).isTrue();
    }

    private boolean isSkippedAfter(int pause) {
        seconds += pause;
        return detector.mustSkip();
    }
}
