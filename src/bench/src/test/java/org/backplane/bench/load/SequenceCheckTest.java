package org.backplane.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceCheckTest {

    private final SequenceCheck check = new SequenceCheck(7, 2, 100);

    private void see(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> check.see(7, sequence));
    }

    private void has(long lost, long doubled, long outOfOrder) {
        assertThat(check.lost(3)).as("lost").isEqualTo(lost);
        assertThat(check.doubled()).as("doubled").isEqualTo(doubled);
        assertThat(check.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
    }

    @Test
    void findsNothingAmissWhereAllCameInOrder() {
        see(100, 101, 102);
        LongStream.range(100, 103).forEach(sequence -> check.see(8, sequence));

        has(0, 0, 0);
    }

    @Test
    void missesWhatNeverCame() {
        has(6, 0, 0);
    }

    @Test
    void missesWhatWasLeftOutAndWhatCameNoMore() {
        see(101);

        has(5, 0, 0);
    }

    @Test
    void countsWhatCameTwice() {
        see(100, 100, 101, 102, 101);

        has(3, 2, 0);
    }

    @Test
    void countsWhatCameLateAsLateAndNotAsLost() {
        see(102, 100, 101);

        has(3, 0, 2);
    }

    @Test
    void countsWhatCameLateTwiceAsBoth() {
        see(101, 100, 100, 102);

        has(3, 1, 1);
    }

    @Test
    void countsWhatWasForOthers() {
        check.see(6, 100);
        check.see(9, 100);

        assertThat(check.foreign()).isEqualTo(2);
    }
}
