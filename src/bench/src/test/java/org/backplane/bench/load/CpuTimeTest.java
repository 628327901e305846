package org.backplane.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.bench.contender.ServerProcess;
import org.junit.jupiter.api.Test;

class CpuTimeTest {

    @Test
    void isReadBehindANameWithBlanksAndParentheses() {
        String stat = "12 (a b) (c)) S 1 12 12 0 -1 4194560 9 8 7 6 250 50 1 2 20 0 9 0 100 0 0";

        assertThat(CpuTime.micros(stat, 100)).isEqualTo(3_000_000);
    }

    @Test
    void isThatOfTheProcessesAsked() {
        long self = ProcessHandle.current().pid();
        CpuTime time = CpuTime.of(List.of(new ServerProcess("self", ServerProcess.Role.NODE, self)));

        assertThat(time.nodes()).isPositive();
        assertThat(time.redis()).isZero();
        assertThat(time.own()).isGreaterThanOrEqualTo(time.nodes());
    }

    @Test
    void isDividedByWhatWasDelivered() {
        CpuTime used = new CpuTime(5000, 1000, 100, 1_000_000).since(new CpuTime(1000, 0, 0, 0));

        Row.Cost cost = used.over(100);
        assertThat(cost.nodes()).isEqualTo(40);
        assertThat(cost.redis()).isEqualTo(10);
        assertThat(cost.total()).isEqualTo(50);
        assertThat(used.over(0).total()).isZero();
    }
}
