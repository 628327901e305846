package org.backplane.endpoint.rest;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who do not say who they are share the limit of their address, which is that of a user with all his connections. */
class StrangerTest {

    private static final String HOME = "channels/home/messages";

    private final RestDoor door =
            new RestDoor(Map.of("connection/rate", "1", "connection/burst", "3", "connections/per-user", "2"));

    @AfterEach
    void close() {
        door.close();
    }

    private void readAs(String address) {
        door.visitFrom(Visit.of(address, "chat.example"));
        for (int i = 0; i < 6; i++) {
            door.call("GET", HOME).send().isAnswer(200);
        }
    }

    @Test
    void readsOfOneAddressAreBounded() {
        readAs("203.0.113.9");
        door.call("GET", HOME).send().isProblem(429, "rate-limited");
        door.call("GET", "channels/other/members").send().isProblem(429, "rate-limited");
        readAs("203.0.113.10");
    }

    @Test
    void whoSaysWhoHeIsHasALimitOfHisOwn() {
        readAs("203.0.113.9");
        door.call("GET", HOME).as(RestDoor.token()).send().isAnswer(200);
    }

    @Test
    void addressThatSomebodyClaimsDoesNotCount() {
        door.visitFrom(new Visit("203.0.113.9", Map.of("Host", "chat.example", "X-Forwarded-For", "198.51.100.1")));
        for (int i = 0; i < 6; i++) {
            door.call("GET", HOME)
                    .header("X-Forwarded-For", "198.51.100." + i)
                    .send()
                    .isAnswer(200);
        }
        door.call("GET", HOME).header("X-Forwarded-For", "198.51.100.9").send().isProblem(429, "rate-limited");
    }
}
