package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.OptionalInt;
import org.backplane.config.value.ByteSizes;
import org.backplane.config.value.Durations;
import org.backplane.config.value.Parser;
import org.backplane.config.value.Parsers;
import org.backplane.config.value.StatusVisibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the formats of numbers, durations, sizes and names. */
class SpellingsTest {

    @ParameterizedTest
    @CsvSource({
        "PT25S, 25000",
        "pt25s, 25000",
        "25s, 25000",
        "25 s, 25000",
        "500ms, 500",
        "5m, 300000",
        "1h, 3600000",
        "1H, 3600000",
        "PT0.1S, 100",
        "1d, 86400000",
        "P1D, 86400000"
    })
    void durationIsIsoOrNumberAndUnit(String text, long millis) {
        assertThat(Durations.between("PT0.1S", "P1D").parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"25", "25x", "s", "-5s", "PT-5S", "PT", "1.5h", "99ms", "P1DT1S", "999999999999d", "٣s", "5s 5s"
            })
    void otherDurationsAreRefused(String text) {
        refuses(Durations.between("PT0.1S", "P1D"), text, "is not a duration from PT0.1S to P1D");
    }

    @ParameterizedTest
    @CsvSource({
        "32 KiB, 32768",
        "32KiB, 32768",
        "32 kib, 32768",
        "1 MiB, 1048576",
        "1MiB, 1048576",
        "1048576, 1048576",
        "4096 B, 4096",
        "1 GiB, 1073741824",
        "1024, 1024"
    })
    void sizeIsBytesOrBinaryUnits(String text, int bytes) {
        assertThat(ByteSizes.between("1 KiB", "1 GiB").parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1023", "1073741825", "32 KB", "32k", "1.5 MiB", "-1 KiB", "KiB", "999999999999999999 GiB"})
    void otherSizesAreRefused(String text) {
        refuses(ByteSizes.between("1 KiB", "1 GiB"), text, "is not a size from 1 KiB to 1 GiB");
    }

    @Test
    void sizeOfTheNodeMayBeLargerThanAnInteger() {
        assertThat(ByteSizes.atLeast("1 MiB").parse("64 GiB")).isEqualTo(64L << 30);
        refuses(ByteSizes.atLeast("1 MiB"), "1048575", "is not a size of at least 1 MiB");
        refuses(ByteSizes.atLeast("1 MiB"), "999999999999999999 GiB", "is not a size of at least 1 MiB");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 9", "007, 7"})
    void integerIsDigitsWithinItsBounds(String text, int number) {
        assertThat(Parsers.integer(1, 9).parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "+5", "-5", "5.0", "five", "٣", "5 5", "99999999999"})
    void otherIntegersAreRefused(String text) {
        refuses(Parsers.integer(1, 9), text, "is not a whole number from 1 to 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50/s", "50", "50 /s"})
    void rateIsANumberASecond(String text) {
        assertThat(Parsers.rate(1, 100).parse(text)).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"50/m", "/s", "0/s", "101/s", "50/s/s"})
    void otherRatesAreRefused(String text) {
        refuses(Parsers.rate(1, 100), text, "is not a rate from 1/s to 100/s");
    }

    @Test
    void limitCanBeOff() {
        assertThat(Settings.CONNECTIONS_PER_ADDRESS.parse("off")).isEqualTo(OptionalInt.empty());
        assertThat(Settings.CONNECTIONS_PER_ADDRESS.parse("50")).isEqualTo(OptionalInt.of(50));
        refuses(Settings.CONNECTIONS_PER_ADDRESS::parse, "0", "is not off, nor a whole number from 1 to 1000000");
    }

    @Test
    void claimIsTrueOrFalseAndNothingElse() {
        assertThat(Settings.PROXY_TRUSTED.parse("true")).isTrue();
        assertThat(Settings.PROXY_TRUSTED.parse("false")).isFalse();
        refuses(Settings.PROXY_TRUSTED::parse, "yes", "is not true or false");
        refuses(Settings.PROXY_TRUSTED::parse, "TRUE", "is not true or false");
        assertThat(Settings.STATUS_OPEN.parse("true")).isEqualTo(StatusVisibility.EVERYBODY);
        assertThat(Settings.STATUS_OPEN.parse("loopback")).isEqualTo(StatusVisibility.LOOPBACK);
        assertThat(Settings.STATUS_OPEN.parse("false")).isEqualTo(StatusVisibility.ADMINISTRATORS);
        refuses(Settings.STATUS_OPEN::parse, "localhost", "is not true, false or loopback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backplane", "a", "Shop_1.eu:prod-2"})
    void prefixIsOfSafeCharacters(String text) {
        assertThat(Settings.REDIS_PREFIX.parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "é", "{a}", "a*", "a\n"})
    void otherPrefixesAreRefused(String text) {
        refuses(Settings.REDIS_PREFIX::parse, text, "is not 1 to 64 letters, digits");
        refuses(Settings.REDIS_PREFIX::parse, "a".repeat(65), "is not 1 to 64 letters, digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Zoë's server", "节点", "👩\u200d💻"})
    void nodeHasADisplayName(String text) {
        assertThat(Settings.NODE_NAME.parse(text)).isEqualTo(text);
        assertThat(Settings.NODE_NAME.parse("👻".repeat(64))).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u202eb", "a\ud800", "a\u0000", "a\u2028b", "\ufeffa"})
    void nodeNameWithControlOrFormatCharactersIsRefused(String text) {
        refuses(Settings.NODE_NAME::parse, text, "is not a name of 1 to 64 characters");
        refuses(Settings.NODE_NAME::parse, "👻".repeat(65), "is not a name of 1 to 64 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sunset", "#ffcc00", "images/north-sea.jpg", "/backplane/images/a.png"})
    void backgroundIsColourGradientOrImage(String text) {
        assertThat(Settings.NODE_BACKGROUND.parse(text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url(x)",
                "https://a.example/x.png",
                "//a.example/x.png",
                "../x.png",
                "red;color:x",
                "\"><script>"
            })
    void otherBackgroundsAreRefused(String text) {
        refuses(Settings.NODE_BACKGROUND::parse, text, "is not a colour");
        refuses(Settings.NODE_BACKGROUND::parse, "a".repeat(201), "is not a colour");
    }

    @Test
    void passwordIsTakenAsItStandsButForControlCharacters() {
        assertThat(Settings.REDIS_PASSWORD.parse(" p@ss:w/rd% é ")).contains(" p@ss:w/rd% é ");
        refuses(Settings.REDIS_PASSWORD::parse, "secret\n", "has a control character");
    }

    private static void refuses(Parser<?> parser, String text, String complaint) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> parser.parse(text))
                .withMessageStartingWith(complaint);
    }
}
