package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"e:0", "kjTsM5pNewbFN7qT:57", "-_:999999999999999"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Position.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "e",
                "e:",
                ":1",
                "e:-1",
                "e:+1",
                "e:01",
                "e:1.0",
                "e:1 ",
                " e:1",
                "e:1:1",
                "e:1000000000000000",
                "e:٣",
                "é:1",
                "e f:1",
                "e\n:1",
                "e:1\n",
                "abcdefghijklmnopqrstuvwxyzabcdefg:1"
            })
    void invalidPositionIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse(text));
    }

    @Test
    void doesNotQuoteWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Position.parse("<script>"))
                .withMessage("a position must have the form epoch:offset");
    }

    @Test
    void negativeOffsetIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Position("e", -1));
    }

    @Test
    void goesOnInTheSameEpoch() {
        assertThat(new Position("e", 5).plus(3)).isEqualTo(new Position("e", 8));
    }

    @Test
    void noneIsLikeNoOther() {
        assertThat(Position.NONE.isNone()).isTrue();
        assertThat(Position.parse("e:0").isNone()).isFalse();
    }
}
