package org.backplane.hub.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyedRateLimitsTest {

    private long now;
    private final KeyedRateLimits<Integer> limits = new KeyedRateLimits<>(1, 2, () -> now);

    @Test
    void eachKeyHasItsOwnLimit() {
        assertThat(limits.tryTake(1)).isEmpty();
        assertThat(limits.tryTake(1)).isEmpty();
        assertThat(limits.tryTake(1)).contains(Duration.ofSeconds(1));
        assertThat(limits.tryTake(2)).isEmpty();
    }

    @Test
    void keysBeyondTheBoundShareOneLimitUntilOthersAreRemoved() {
        for (int i = 0; i < KeyedRateLimits.MAX_KEYS; i++) {
            assertThat(limits.tryTake(i)).isEmpty();
        }
        assertThat(limits.tryTake(-1)).isEmpty();
        assertThat(limits.tryTake(-2)).isEmpty();
        assertThat(limits.tryTake(-3)).isPresent();
        assertThat(limits.tryTake(0)).isEmpty();

        now += Duration.ofSeconds(3).toNanos();
        limits.sweep();
        assertThat(limits.tryTake(-3)).isEmpty();
    }
}
