package org.backplane.endpoint.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStyleTest {

    @Test
    void backgroundIsAColourALookOrAnImage() {
        assertThat(NodeStyle.rule("#336699")).isEqualTo(":root{--background:linear-gradient(#336699,#336699)}");
        assertThat(NodeStyle.rule("teal")).isEqualTo(":root{--background:linear-gradient(teal,teal)}");
        assertThat(NodeStyle.rule("images/sea.jpg")).isEqualTo(":root{--background:url(\"images/sea.jpg\")}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sunset", "ocean", "forest", "dawn", "night", "desert"})
    void everyLookHasItsPicture(String look) {
        assertThat(NodeStyle.rule(look)).startsWith(":root{--background:url(\"looks/" + look + ".svg\");--accent:#");
        assertThat(Path.of("src/war/src/main/webapp/looks", look + ".svg")).isRegularFile();
    }
}
