package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

    @Test
    void opensOneLevelAndLeavesTheRestAsText() {
        JsonObject object =
                JsonObject.parse(" { \"b\" : 1.50 , \"a\" : { \"z\" : [ 1 , 2 ] } , \"c\\u0061\" : null } ");
        assertThat(List.copyOf(object.fields().keySet())).containsExactly("b", "a", "ca");
        assertThat(object.value("b")).contains(new JsonText("1.50"));
        assertThat(object.value("a")).contains(new JsonText("{\"z\":[1,2]}"));
        assertThat(object.value("ca")).contains(JsonText.NULL);
        assertThat(object.value("absent")).isEmpty();
        assertThat(JsonObject.parse("{ }").fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "\"{}\"",
                "{",
                "{}}",
                "{} {}",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":1]",
                "\uFEFF{}"
            })
    void textThatIsNotOneObjectIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> JsonObject.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"\":1,\"b\":2,\"\":3}",
                "{\"type\":\"pong\",\"x\":{},\"type\":\"hello\"}"
            })
    void duplicateFieldIsRefused(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonObject.parse(text))
                .withMessage("a field is there twice");
    }

    @Test
    void valueMayBeSixtyFourLevelsDeepAndNoMore() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        assertThat(JsonObject.parse("{\"data\":" + deepest + "}").value("data")).contains(new JsonText(deepest));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonObject.parse("{\"data\":[" + deepest + "]}"));
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonObject.parse("{\"data\":" + "[".repeat(10_000)));
    }

    @Test
    void stringIsAbsentNullOrAString() {
        JsonObject object = JsonObject.parse("{\"s\":\"a\\nb\",\"n\":null,\"one\":1}");
        assertThat(object.string("s")).contains("a\nb");
        assertThat(object.string("n")).isEmpty();
        assertThat(object.string("absent")).isEmpty();
        assertThat(object.requiredString("s")).isEqualTo("a\nb");
        refused(() -> object.string("one"), "\"one\" must be a string");
        refused(() -> object.requiredString("n"), "\"n\" is missing");
        refused(() -> object.requiredString("absent"), "\"absent\" is missing");
    }

    @Test
    void booleanIsAbsentNullTrueOrFalse() {
        JsonObject object = JsonObject.parse("{\"t\":true,\"f\":false,\"n\":null,\"s\":\"true\",\"one\":1}");
        assertThat(object.bool("t", false)).isTrue();
        assertThat(object.bool("f", true)).isFalse();
        assertThat(object.bool("n", true)).isTrue();
        assertThat(object.bool("absent", true)).isTrue();
        refused(() -> object.bool("s", true), "\"s\" must be true or false");
        refused(() -> object.bool("one", true), "\"one\" must be true or false");
    }

    @Test
    void numberIsAbsentNullOrWhole() {
        JsonObject object = JsonObject.parse("{\"z\":0,\"big\":999999999999999,\"n\":null}");
        assertThat(object.number("z")).isEqualTo(OptionalLong.of(0));
        assertThat(object.number("big")).isEqualTo(OptionalLong.of(999_999_999_999_999L));
        assertThat(object.number("n")).isEmpty();
        assertThat(object.number("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "-0", "1.0", "1e3", "1000000000000000", "\"1\"", "true", "[1]", "99999999999999999999"})
    void numberThatIsNotWholeOrNotInRangeIsRefused(String value) {
        JsonObject object = JsonObject.parse("{\"n\":" + value + "}");
        refused(() -> object.number("n"), "\"n\" must be a whole number, not negative");
    }

    private static void refused(Runnable question, String message) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(question::run).withMessage(message);
    }

    @Test
    void cannotBeChangedAfterwards() {
        var fields = new java.util.LinkedHashMap<String, JsonText>();
        JsonObject object = new JsonObject(fields);
        fields.put("a", JsonText.NULL);
        assertThat(object.value("a")).isEqualTo(Optional.empty());
    }
}
