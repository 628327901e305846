package org.backplane.broker.redis.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTimesTest {

    private final ProbeTimes probes = new ProbeTimes();

    @Test
    void nothingTookNothing() {
        assertThat(probes.last()).isZero();
        assertThat(probes.slowest()).isZero();
    }

    @Test
    void lastAndSlowestAreKnown() {
        probes.took(300);
        probes.took(900);
        probes.took(200);
        assertThat(probes.last()).isEqualTo(200);
        assertThat(probes.slowest()).isEqualTo(900);
    }

    @Test
    void slowOneIsForgottenInTime() {
        probes.took(900);
        for (int i = 1; i < ProbeTimes.REMEMBERED; i++) {
            probes.took(i);
        }
        assertThat(probes.slowest()).isEqualTo(900);
        probes.took(7);
        assertThat(probes.slowest()).isEqualTo(ProbeTimes.REMEMBERED - 1);
        assertThat(probes.last()).isEqualTo(7);
    }
}
