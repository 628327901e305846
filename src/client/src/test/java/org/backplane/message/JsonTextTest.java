package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-0",
                "0.0",
                "-0.10e-007",
                "1E400",
                "1e+5",
                "3.141592653589793238462643383279",
                "123456789012345678901234567890",
                "\"\"",
                "\" a \\t b \"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\u0000\\u00e9\\u00E9\\u2028\"",
                "\"\u007F\u0080\u00A0\u2028\u2029\uFEFF\uFFFD\uFFFE\uFFFF\"",
                "\"😀👩‍👩‍👧‍👦𐌰\"",
                "\"\\ud83d\\ude00\"",
                "\"\\uD83D\\uDE00x\"",
                "{}",
                "[]",
                "{\"b\":1,\"a\":2,\"b \":3}",
                "{\"a\":1,\"a\":2}",
                "{\"\":{\"\":[[],{}]}}",
                "[1,\"2\",null,true,{\"a\":[]}]"
            })
    void compactJsonStaysAsItIs(String json) {
        assertThat(JsonText.parse(json).value()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` \t\r\n1 \t\r\n`|1",
                "` { \"b\" : 1.0 ,\n\"a\" : [ ] , \"c\":[ 1 ,\t2 ] } `|`{\"b\":1.0,\"a\":[],\"c\":[1,2]}`",
                "`[ \" a b \" , { } ]`|`[\" a b \",{}]`",
                "`{ }`|`{}`",
                "`[\r\n]`|`[]`"
            })
    void whiteSpaceBetweenTokensIsRemoved(String json, String compact) {
        assertThat(JsonText.parse(json).value()).isEqualTo(compact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "Null",
                "True",
                "undefined",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "-",
                "-01",
                "00",
                "1.",
                ".5",
                "1.e5",
                "1e",
                "1e+",
                "0x10",
                "1_000",
                "１",
                "1 2",
                "1,",
                ",1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1",
                "1]",
                "[",
                "]",
                "{",
                "}",
                "{]",
                "[}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{null:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\" 1}",
                "\"",
                "\"a",
                "\"\\\"",
                "'a'",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u１２３４\"",
                "\"\\U0041\"",
                "\"\t\"",
                "\"\n\"",
                "\"\u0000\"",
                "\"\u001F\"",
                "\u00A01",
                "\uFEFF1",
                "1\u2028",
                "/**/1",
                "1//",
                "[1]{}"
            })
    void invalidJsonIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\uD83D\"",
                "\"\uDE00\"",
                "\"\uDE00\uD83D\"",
                "\"\uD83Dx\"",
                "\"\uD83D\uD83D\uDE00\"",
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ude00\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ud83d\\n\"",
                "\"\\ud83d\\u0041\"",
                "\"\\ud83d\\ud83d\\ude00\"",
                "\"\\ud83d\uDE00\"",
                "\"\uD83D" + "\\ude00\"",
                "{\"\uD83D\":1}",
                "[\"a\",\"\\udfff\"]"
            })
    void halfASurrogatePairIsRefused(String json) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonText.parse(json))
                .withMessageContaining("unpaired surrogate");
    }

    @Test
    void parsedTextCanBeEncodedAsUtf8() {
        String json = JsonText.parse("\"😀\\ud83d\\ude00\u2028\"").value();
        assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"[,]", "{\"a\":,}"})
    void sixtyFourLevelsPassAndOneMoreDoesNot(String open, String close) {
        String deepest = open.repeat(63) + (open.equals("[") ? "[]" : "{}") + close.repeat(63);
        assertThat(JsonText.parse(deepest).value()).isEqualTo(deepest);
        String deeper = open.repeat(64) + (open.equals("[") ? "[]" : "{}") + close.repeat(64);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonText.parse(deeper))
                .withMessageContaining("nested too deeply");
        String scalar = open.repeat(64) + "1" + close.repeat(64);
        assertThat(JsonText.parse(scalar).value()).isEqualTo(scalar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[{\"a\":", "[ \n"})
    void tenThousandBracketsAreRefusedAndDoNotOverflowTheStack(String open) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonText.parse(open.repeat(10_000)))
                .withMessageContaining("nested too deeply");
    }

    @Test
    void errorNamesThePlaceAndDoesNotQuote() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonText.parse("{\"a\":<script>}"))
                .withMessage("not JSON: a value expected at character 5");
    }

    @Test
    void contentOfAStringHasItsEscapesResolved() {
        assertThat(JsonText.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"")
                        .asString())
                .isEqualTo("\"\\/\b\f\n\r\té😀é");
        assertThat(JsonText.parse("\"plain\"").asString()).isEqualTo("plain");
        assertThatIllegalStateException().isThrownBy(() -> JsonText.parse("1").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"",
                "\\",
                "\b\f\n\r\t\u0000\u001F",
                "\u007F\u2028",
                "😀𐌰",
                "é e\u0301",
                "</script>"
            })
    void quotedTextIsReadAsItWas(String text) {
        JsonText quoted = JsonText.ofString(text);
        assertThat(JsonText.parse(quoted.value())).isEqualTo(quoted);
        assertThat(quoted.asString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83D", "\uD83Dx", "\uDE00\uD83D"})
    void halfASurrogatePairIsNotQuoted(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonText.quote(text));
    }

    @Test
    void nullAndStringsAreRecognized() {
        assertThat(JsonText.parse(" null ").isNull()).isTrue();
        assertThat(JsonText.parse("\"null\"").isNull()).isFalse();
        assertThat(JsonText.parse("\"\"").isString()).isTrue();
        assertThat(JsonText.parse("[\"\"]").isString()).isFalse();
    }
}
