package org.backplane.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backplane.broker.BrokerHealth;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static Health outFor(Duration outage) {
        return new Health("redis", outage, true);
    }

    @Test
    void nodeStaysReadyThroughAShortOutageOfItsBroker() {
        assertThat(outFor(Duration.ZERO).isReady()).isTrue();
        assertThat(outFor(Duration.ofMillis(1)).isReady()).isTrue();
        assertThat(outFor(Duration.ofMillis(1)).isBrokerAvailable()).isFalse();
        assertThat(outFor(Health.GRACE).isReady()).isTrue();
    }

    @Test
    void nodeIsNotReadyInALongOutage() {
        assertThat(outFor(Health.GRACE.plusMillis(1)).isReady()).isFalse();
    }

    @Test
    void nodeIsNotReadyBeforeItsBrokerWasAvailable() {
        assertThat(outFor(BrokerHealth.FOREVER).isReady()).isFalse();
    }

    @Test
    void stoppingNodeIsNotReady() {
        assertThat(new Health("redis", Duration.ZERO, false).isReady()).isFalse();
    }
}
