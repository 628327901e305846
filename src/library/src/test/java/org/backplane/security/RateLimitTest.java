package org.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private long now = Long.MAX_VALUE - 5;
    private final RateLimit limit = new RateLimit(10, 3, () -> now);

    @Test
    void burstIsAllowedAndThenTheRate() {
        assertThat(limit.isFull()).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(limit.tryTake()).isTrue();
        }
        assertThat(limit.tryTake()).isFalse();
        assertThat(limit.untilNext()).isEqualTo(Duration.ofMillis(100));

        now += Duration.ofMillis(100).toNanos();
        assertThat(limit.untilNext()).isZero();
        assertThat(limit.tryTake()).isTrue();
        assertThat(limit.tryTake()).isFalse();
    }

    @Test
    void tokensAreLimitedToTheBurst() {
        now += Duration.ofDays(1).toNanos();

        assertThat(limit.tryTake()).isTrue();
        assertThat(limit.isFull()).isFalse();
        assertThat(limit.tryTake()).isTrue();
        assertThat(limit.tryTake()).isTrue();
        assertThat(limit.tryTake()).isFalse();
    }
}
