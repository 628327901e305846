package org.backplane.hub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateCheckDetectorTest {

    private long seconds = -5;
    private final LateCheckDetector rounds = new LateCheckDetector(
            Duration.ofSeconds(1), () -> Duration.ofSeconds(seconds).toNanos());

    @Test
    void roundThatComesInTimeOrALittleLaterCounts() {
        assertThat(leftOutAfter(1)).isFalse();
        assertThat(leftOutAfter(2)).isFalse();
        assertThat(leftOutAfter(1)).isFalse();
    }

    @Test
    void roundAfterAStallIsLeftOutAndTheNextOneCounts() {
        assertThat(leftOutAfter(3)).isTrue();
        assertThat(leftOutAfter(1)).isFalse();
        assertThat(leftOutAfter(60)).isTrue();
    }

    @Test
    void everyOtherRoundCountsHoweverLateTheyAre() {
        assertThat(leftOutAfter(10)).isTrue();
        assertThat(leftOutAfter(10)).isFalse();
        assertThat(leftOutAfter(10)).isTrue();
    }

    private boolean leftOutAfter(int pause) {
        seconds += pause;
        return rounds.mustBeLeftOut();
    }
}
