package org.backplane.bench.load.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void spreadsMessagesEvenly() {
        Schedule schedule = new Schedule(40, 4);

        assertThat(schedule.due(0)).isEqualTo(40);
        assertThat(schedule.due(1)).isEqualTo(40 + SECOND / 4);
        assertThat(schedule.due(7)).isEqualTo(40 + SECOND + 3 * SECOND / 4);
    }

    @Test
    void doesNotDriftWhereASecondIsNoMultiple() {
        Schedule schedule = new Schedule(0, 7);

        assertThat(schedule.due(7 * 86_400)).isEqualTo(86_400 * SECOND);
        assertThat(schedule.due(1)).isEqualTo(142_857_142);
        assertThat(schedule.due(6)).isEqualTo(857_142_857);
    }

    @Test
    void doesNotOverflow() {
        assertThat(new Schedule(0, 1_000_000).due(999_999_999)).isEqualTo(999_999_999_000L);
    }

    @Test
    void needsARate() {
        assertThatThrownBy(() -> new Schedule(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
