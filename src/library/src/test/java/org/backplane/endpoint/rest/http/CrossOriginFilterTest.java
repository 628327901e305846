package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backplane.endpoint.rest.Call;
import org.backplane.endpoint.rest.InProcessRestApi;
import org.backplane.endpoint.rest.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what pages of this and other origins may do, and the headers of every response. */
class CrossOriginFilterTest {

    private static final String HOME = "channels/home/messages";
    private static final String BODY = "{\"name\":\"chat\",\"data\":1}";
    private static final String FRIEND = "https://friend.example";

    private final InProcessRestApi api = new InProcessRestApi(Map.of("origins", FRIEND));
    private final String ada = InProcessRestApi.token();

    @AfterEach
    void close() {
        api.close();
    }

    private Call publishFrom(String origin) {
        return api.call("POST", HOME).header("Origin", origin).as(ada).json(BODY);
    }

    private Call preflight(String origin) {
        return api.call("OPTIONS", HOME).header("Origin", origin).header("Access-Control-Request-Method", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "http://chat.example.evil.example", "http://chat.example:81"})
    void pageOfAnotherSiteWritesNothing(String origin) {
        Reply refused = publishFrom(origin).send().isProblem(403, "forbidden");
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        api.call("PUT", "channels/home/state/a")
                .header("Origin", origin)
                .as(ada)
                .json("1")
                .send()
                .isProblem(403, "forbidden");
        api.call("DELETE", "channels/home/state/a")
                .header("Origin", origin)
                .as(ada)
                .send()
                .isProblem(403, "forbidden");
        assertThat(api.call("GET", HOME).send().body()).contains("\"messages\":[]");
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
        Reply wrong = api.call("POST", HOME).header("Origin", FRIEND).json(BODY).send();
        assertThat(wrong.isProblem(401, "forbidden").header("Access-Control-Allow-Origin"))
                .isEqualTo(FRIEND);
    }

    @Test
    void allowedPageGetsAPreflightResponse() {
        Reply reply = preflight(FRIEND).send();
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("GET", "POST", "PUT", "DELETE");
        assertThat(reply.header("Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "If-Match", "If-None-Match");
    }

    @Test
    void preflightOfAnotherPageIsRefused() {
        Reply reply = preflight("http://evil.example").send().isProblem(403, "forbidden");
        assertThat(reply.header("Access-Control-Allow-Methods")).isEmpty();
    }

    @Test
    void otherPageCannotReadTheResponse() {
        Reply reply = api.call("GET", HOME)
                .header("Origin", "http://evil.example")
                .send()
                .isAnswer(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void everyResponseHasTheSecurityHeaders() {
        for (Reply reply : new Reply[] {
            api.call("GET", HOME).send(),
            api.call("GET", "nowhere").send(),
            api.call("GET", "broken").send(),
            api.call("PATCH", HOME).send(),
            preflight("http://evil.example").send()
        }) {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.header("Vary")).isEqualTo("Origin");
        }
    }
}
