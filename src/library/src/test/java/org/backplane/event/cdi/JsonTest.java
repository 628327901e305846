package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.JsonObject;
import jakarta.json.bind.JsonbBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.message.JsonText;
import org.junit.jupiter.api.Test;

class JsonTest {

    /** Tests the mapping of data of applications. */
    public record Order(String id, List<Integer> cents, Optional<String> note) {}

    private final Json json = new Json(JsonbBuilder.create());

    @Test
    void nullIsJsonNull() {
        assertThat(json.write(null)).isEqualTo(JsonText.NULL);
    }

    @Test
    void textIsJsonStringEvenIfItLooksLikeJson() {
        assertThat(json.write("{\"a\":1}\n")).isEqualTo(new JsonText("\"{\\\"a\\\":1}\\n\""));
    }

    @Test
    void jsonIsNotChanged() {
        JsonText exact = JsonText.parse("{\"n\":1.500,\"a\":0}");

        assertThat(json.write(exact)).isSameAs(exact);
        assertThat(json.write(json.read(exact, JsonObject.class))).isEqualTo(exact);
    }

    @Test
    void recordIsWrittenAndRead() {
        Order order = new Order("o-1", List.of(5, 7), Optional.empty());

        assertThat(json.write(order).value()).isEqualTo("{\"cents\":[5,7],\"id\":\"o-1\"}");
        assertThat(json.read(json.write(order), Order.class)).isEqualTo(order);
    }

    @Test
    void jsonTextIsReadUnchanged() {
        JsonText text = JsonText.parse("[1.0]");

        assertThat(json.read(text, JsonText.class)).isSameAs(text);
        assertThat(json.read(JsonText.ofString("é\""), String.class)).isEqualTo("é\"");
    }

    @Test
    void objectThatContainsItselfIsRefused() {
        Map<String, Object> self = new HashMap<>();
        self.put("self", self);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.write(self))
                .withMessageContaining("java.util.HashMap");
    }

    @Test
    void nestedTooDeeplyIsRefused() {
        Object deep = 0;
        for (int i = 0; i <= JsonText.MAX_DEPTH; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;

        assertThatIllegalArgumentException().isThrownBy(() -> json.write(tooDeep));
    }

    @Test
    void halfOfSurrogatePairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> json.write("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> json.write(List.of("\ud83d")));
    }

    @Test
    void jsonOfAnotherShapeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.read(JsonText.parse("[1]"), Order.class))
                .withMessageContaining("Order");
    }
}
