package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Ada Lovelace",
                "ада",
                "عادا",
                "می\u200Cخواهم",
                "क्\u200Dष",
                "👩‍🚀",
                "🏳️‍🌈",
                "愛達",
                "e\u0301",
                "<b>",
                "~",
                "@",
                "\"",
                "𐌰"
            })
    void textIsAName(String name) {
        assertThat(new DisplayName(name)).hasToString(name);
        assertThat(DisplayName.nearestTo(name, "x")).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u2003",
                "\u00A0",
                "\u3000 ",
                "\u200D",
                "\u200C\u200D",
                "\u3164",
                "\u2800",
                "a\u0000",
                "a\nb",
                "a\u007F",
                "a\u0085",
                "a\u202Eb",
                "a\u2066b",
                "a\u200Bb",
                "\uFEFFa",
                "a\u00ADb",
                "a\u2028b",
                "a\u2029b",
                "a\uD83D",
                "\uDE00a",
                "a\u0378",
                "a\uDB40\uDC41"
            })
    void invisibleOrMisleadingNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada \u2713",
                "Ada\u2714\uFE0F",
                "\u2705 Ada",
                "Ada \u2611",
                "Ada \uD83D\uDDF8",
                "Ada \uD83D\uDDF9"
            })
    void checkMarkIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName(name));
        assertThat(DisplayName.nearestTo(name, "x").value()).contains("Ada").doesNotContainPattern("[\u2600-\u27BF]");
    }

    @Test
    void letterWithTooManyMarksIsRefused() {
        String tower = "Z" + "\u0301".repeat(7);
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName(tower));
        assertThat(DisplayName.nearestTo(tower + "a", "x")).hasToString("Z" + "\u0301".repeat(6) + "a");
        assertThat(new DisplayName("Z" + "\u0301".repeat(6))).isNotNull();
    }

    @Test
    void lengthCountsCodePoints() {
        assertThat(new DisplayName("😀".repeat(64)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName("😀".repeat(65)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a\u0000b\u202Ec`|abc",
                "`\n\u200B`|anonymous",
                "``|anonymous",
                "` `|anonymous",
                "`\u200D`|anonymous",
                "`a\uD83D`|a",
                "Ada|Ada"
            })
    void nearestNameOmitsInvalidCharacters(String text, String nearest) {
        assertThat(DisplayName.nearestTo(text, "anonymous")).hasToString(nearest);
    }

    @Test
    void nearestNameIsCutToLength() {
        assertThat(DisplayName.nearestTo("😀".repeat(100), "x")).hasToString("😀".repeat(64));
        assertThat(DisplayName.nearestTo(" ".repeat(64) + "Ada", "x")).hasToString("x");
    }

    @ParameterizedTest
    @CsvSource({"~k7xyz, guest ~k7x", "ada, guest ada", "𐌰𐌱𐌲𐌳𐌴, guest 𐌰𐌱𐌲𐌳"})
    void guestNameContainsTheBeginningOfTheId(String id, String name) {
        assertThat(DisplayName.ofGuest(new UserId(id))).hasToString(name);
    }
}
