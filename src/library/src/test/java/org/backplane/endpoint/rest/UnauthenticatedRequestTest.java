package org.backplane.endpoint.rest;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that unauthenticated reads share the limit of their address, which equals the limit of a user. */
class UnauthenticatedRequestTest {

    private static final String HOME = "channels/home/messages";

    private final InProcessRestApi api =
            new InProcessRestApi(Map.of("connection/rate", "1", "connection/burst", "3", "connections/per-user", "2"));

    @AfterEach
    void close() {
        api.close();
    }

    private void readAs(String address) {
        api.setPeer(RemotePeer.of(address, "chat.example"));
        for (int i = 0; i < 6; i++) {
            api.call("GET", HOME).send().isAnswer(200);
        }
    }

    @Test
    void readsOfOneAddressAreLimited() {
        readAs("203.0.113.9");
        api.call("GET", HOME).send().isProblem(429, "rate-limited");
        api.call("GET", "channels/other/members").send().isProblem(429, "rate-limited");
        readAs("203.0.113.10");
    }

    @Test
    void userHasALimitOfTheirOwn() {
        readAs("203.0.113.9");
        api.call("GET", HOME).as(InProcessRestApi.token()).send().isAnswer(200);
    }

    @Test
    void forwardedAddressIsIgnored() {
        api.setPeer(new RemotePeer("203.0.113.9", Map.of("Host", "chat.example", "X-Forwarded-For", "198.51.100.1")));
        for (int i = 0; i < 6; i++) {
            api.call("GET", HOME)
                    .header("X-Forwarded-For", "198.51.100." + i)
                    .send()
                    .isAnswer(200);
        }
        api.call("GET", HOME).header("X-Forwarded-For", "198.51.100.9").send().isProblem(429, "rate-limited");
    }
}
