package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.endpoint.rest.InProcessRestApi;
import org.backplane.endpoint.rest.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that all errors have the form of RFC 9457, whether JAX-RS or Backplane reports them. */
class ProblemTest {

    private static final String HOME = "channels/home/messages";
    private static final byte[] BODY =
            "{\"name\":\"chat\",\"data\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final InProcessRestApi api = new InProcessRestApi();
    private final String ada = InProcessRestApi.token();

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "channels", "channels/home", "application.wadl", "users/ada"})
    void unknownPathIsNotFound(String path) {
        api.call("GET", path).send().isProblem(404, "bad-request");
    }

    @Test
    void wrongMethodIsAnsweredWithTheAllowedOnes() {
        Reply reply = api.call("DELETE", HOME).as(ada).send().isProblem(405, "bad-request");
        assertThat(reply.header("Allow")).contains("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json-seq",
                "application/json; charset=utf-16"
            })
    void bodyOfAnotherMediaTypeIsUnsupported(String type) {
        api.call("POST", HOME).as(ada).body(type, BODY).send().isProblem(415, "bad-request");
        api.call("PUT", "channels/home/state/a").as(ada).body(type, BODY).send().isProblem(415, "bad-request");
        api.call("POST", "users/ada/messages").as(ada).body(type, BODY).send().isProblem(415, "bad-request");
    }

    @Test
    void bodyWithoutAMediaTypeIsUnsupported() {
        api.call("POST", HOME)
                .as(ada)
                .untyped("{\"name\":\"chat\",\"data\":1}")
                .send()
                .isProblem(415, "bad-request");
    }

    @Test
    void compressedBodyIsUnsupported() {
        api.call("POST", HOME)
                .as(ada)
                .header("Content-Encoding", "gzip")
                .body("application/json", BODY)
                .send()
                .isProblem(415, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\"", "application/json;"})
    void everySpellingOfJsonIsAccepted(String type) {
        api.call("POST", HOME).as(ada).body(type, BODY).send().isAnswer(201);
    }

    @Test
    void unsupportedAcceptIsNotAcceptable() {
        api.call("GET", HOME).header("Accept", "text/html").send().isProblem(406, "bad-request");
        api.call("GET", HOME).header("Accept", "text/html,*/*;q=0.1").send().isAnswer(200);
        api.call("GET", "nowhere").header("Accept", "text/html").send().isProblem(404, "bad-request");
    }

    @Test
    void bugRevealsNoDetails() {
        Reply reply = api.call("GET", "broken").send().isProblem(500, "internal");
        assertThat(reply.body()).doesNotContain("secret", "Exception", "org.backplane");
    }
}
