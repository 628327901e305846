package org.backplane.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.backplane.bench.workload.Length;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    }

    @Test
    void areQuickIfNobodySaysMore() {
        Options options = parse("");

        assertThat(options.length()).isEqualTo(Length.QUICK);
        assertThat(options.repetitions()).isEmpty();
        assertThat(options.isHelp()).isFalse();
    }

    @Test
    void areTakenInAnyOrder() {
        Options options = parse("--contenders a,b --repetitions 3 --full --only W1,W4");

        assertThat(options.length()).isEqualTo(Length.FULL);
        assertThat(options.workloads()).containsExactly("W1", "W4");
        assertThat(options.contenders()).containsExactly("a", "b");
        assertThat(options.repetitions()).contains(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "W1", "--only", "--repetitions", "--repetitions 0", "--repetitions x"})
    void thatMeanNothingAreRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void andAllNamesAreInTheUsage() {
        assertThat(Bench.usage()).contains("--quick", "--repetitions", "W1", "W6-cdi", "socket.io");
    }
}
