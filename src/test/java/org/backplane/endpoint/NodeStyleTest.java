package org.backplane.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeStyleTest {

    @Test
    void backgroundIsAColourAGradientOrAnImage() {
        assertThat(NodeStyle.rule("#336699")).isEqualTo(":root{--background:#336699}");
        assertThat(NodeStyle.rule("teal")).isEqualTo(":root{--background:teal}");
        assertThat(NodeStyle.rule("sunset")).startsWith(":root{--background:linear-gradient(");
        assertThat(NodeStyle.rule("images/sea.jpg")).isEqualTo(":root{--background:url(\"images/sea.jpg\")}");
    }
}
