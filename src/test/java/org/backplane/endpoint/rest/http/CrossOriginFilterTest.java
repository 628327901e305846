package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backplane.endpoint.rest.Call;
import org.backplane.endpoint.rest.Reply;
import org.backplane.endpoint.rest.RestDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of this and other sites may do, and what every response says. */
class CrossOriginFilterTest {

    private static final String HOME = "channels/home/messages";
    private static final String BODY = "{\"name\":\"chat\",\"data\":1}";
    private static final String FRIEND = "https://friend.example";

    private final RestDoor door = new RestDoor(Map.of("origins", FRIEND));
    private final String ada = RestDoor.token();

    @AfterEach
    void close() {
        door.close();
    }

    private Call publishFrom(String origin) {
        return door.call("POST", HOME).header("Origin", origin).as(ada).json(BODY);
    }

    private Call preflight(String origin) {
        return door.call("OPTIONS", HOME).header("Origin", origin).header("Access-Control-Request-Method", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "http://chat.example.evil.example", "http://chat.example:81"})
    void pageOfAnotherSiteWritesNothing(String origin) {
        Reply refused = publishFrom(origin).send().isProblem(403, "forbidden");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        door.call("PUT", "channels/home/state/a")
                .header("Origin", origin)
                .as(ada)
                .json("1")
                .send()
                .isProblem(403, "forbidden");
        door.call("DELETE", "channels/home/state/a")
                .header("Origin", origin)
                .as(ada)
                .send()
                .isProblem(403, "forbidden");
        assertThat(door.call("GET", HOME).send().body()).contains("\"messages\":[]");
    }

    @Test
    void ownPageWrites() {
        Reply reply = publishFrom("http://chat.example").send().isAnswer(201);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void allowedPageWritesAndReadsTheAnswer() {
        Reply reply = publishFrom(FRIEND).send().isAnswer(201);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(reply.header("Access-Control-Expose-Headers")).contains("ETag");
        Reply wrong =
                door.call("POST", HOME).header("Origin", FRIEND).json(BODY).send();
        assertThat(wrong.isProblem(401, "forbidden").header("Access-Control-Allow-Origin"))
                .isEqualTo(FRIEND);
    }

    @Test
    void allowedPageMayAskFirst() {
        Reply reply = preflight(FRIEND).send();
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("GET", "POST", "PUT", "DELETE");
        assertThat(reply.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "If-Match", "If-None-Match");
    }

    @Test
    void otherPageIsToldThatItMayNot() {
        Reply reply = preflight("http://evil.example").send().isProblem(403, "forbidden");
        assertThat(reply.header("Access-Control-Allow-Methods")).isEmpty();
    }

    @Test
    void otherPageCannotReadWhatItGets() {
        Reply reply = door.call("GET", HOME)
                .header("Origin", "http://evil.example")
                .send()
                .isAnswer(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void everyResponseIsGuarded() {
        for (Reply reply : new Reply[] {
            door.call("GET", HOME).send(),
            door.call("GET", "nowhere").send(),
            door.call("GET", "broken").send(),
            door.call("PATCH", HOME).send(),
            preflight("http://evil.example").send()
        }) {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Vary")).isEqualTo("Origin");
        }
    }
}
