package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "\u007F",
                "\u0080",
                "é",
                "\u07FF",
                "\u0800",
                "漢",
                "\uFFFF",
                "𐀀",
                "😀é漢a",
                "\uDBFF\uDFFF"
            })
    void knowsItsLengthInUtf8(String text) {
        assertThat(Line.of(text).bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void lengthIsRightForEveryCodePoint() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                if (Line.utf8Length(text) != text.getBytes(StandardCharsets.UTF_8).length) {
                    assertThat(Line.utf8Length(text)).as("U+%04X", c).isEqualTo(-1);
                }
            }
        }
    }
}
