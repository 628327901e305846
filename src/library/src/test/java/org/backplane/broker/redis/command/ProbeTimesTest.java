package org.backplane.broker.redis.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTimesTest {

    private final ProbeTimes probes = new ProbeTimes();

    @Test
    void timesAreZeroBeforeTheFirstProbe() {
        assertThat(probes.last()).isZero();
        assertThat(probes.slowest()).isZero();
    }

    @Test
    void lastAndSlowestAreKnown() {
        probes.record(300);
        probes.record(900);
        probes.record(200);
        assertThat(probes.last()).isEqualTo(200);
        assertThat(probes.slowest()).isEqualTo(900);
    }

    @Test
    void slowestTimeIsForgottenAfterAMinute() {
        probes.record(900);
        for (int i = 1; i < ProbeTimes.REMEMBERED; i++) {
            probes.record(i);
        }
        assertThat(probes.slowest()).isEqualTo(900);
        probes.record(7);
        assertThat(probes.slowest()).isEqualTo(ProbeTimes.REMEMBERED - 1);
        assertThat(probes.last()).isEqualTo(7);
    }
}
