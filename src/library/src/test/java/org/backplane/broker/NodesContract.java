package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.eventually;

import org.junit.jupiter.api.Test;

/** The nodes that a node knows. */
interface NodesContract extends ContractFixture {

    @Test
    default void nodeKnowsItselfByItsName() {
        TestNode a = brokers().node("a");
        eventually("a knows a node", () -> !a.broker().nodes().isEmpty());
        assertThat(a.broker().nodes()).singleElement().satisfies(node -> {
            assertThat(node.id()).isEqualTo(a.identity().id());
            assertThat(node.name()).hasValue("a");
        });
    }
}
