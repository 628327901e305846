package org.backplane.broker.redis.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.backplane.broker.BrokerHealth;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final AtomicLong now = new AtomicLong();

    private Outage of(boolean hasWorked) {
        return new Outage(hasWorked, now::get);
    }

    @Test
    void outageIsReportedOnceAtItsStartAndOnceAtItsEnd() {
        Outage outage = of(true);
        assertThat(outage.ends()).isEmpty();
        assertThat(outage.begins()).isTrue();
        assertThat(outage.begins()).isFalse();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(outage.lasts()).isBetween(Duration.ofMillis(2_999), Duration.ofSeconds(3));
        assertThat(outage.isOver()).isFalse();
        assertThat(outage.ends())
                .hasValueSatisfying(time -> assertThat(Outage.text(time)).matches("(2.9|3.0) s"));
        assertThat(outage.ends()).isEmpty();
        assertThat(outage.isOver()).isTrue();
        assertThat(outage.lasts()).isZero();
    }

    @Test
    void outageOfALinkThatNeverWorkedIsInfinite() {
        Outage outage = of(false);
        assertThat(outage.isOver()).isFalse();
        assertThat(outage.lasts()).isEqualTo(BrokerHealth.FOREVER);
        assertThat(outage.ends()).isEmpty();
        assertThat(outage.lasts()).isZero();
    }
}
