package org.backplane.endpoint.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoleListTest {

    @Test
    void rolesWithAnyCharactersSurviveAHeader() {
        List<String> roles = List.of("backplane-user", "a, b", "c&d", "è=%");

        String header = RoleList.encode(roles);

        assertThat(header).doesNotContain(",").isASCII();
        assertThat(RoleList.decode(header)).containsExactlyInAnyOrderElementsOf(roles);
        assertThat(RoleList.decode("")).isEmpty();
    }
}
