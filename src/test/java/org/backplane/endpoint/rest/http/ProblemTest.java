package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.endpoint.rest.Reply;
import org.backplane.endpoint.rest.RestDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told in one form, whoever finds it. */
class ProblemTest {

    private static final String HOME = "channels/home/messages";
    private static final byte[] BODY =
            "{\"name\":\"chat\",\"data\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final RestDoor door = new RestDoor();
    private final String ada = RestDoor.token();

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "channels", "channels/home", "application.wadl", "users/ada"})
    void unknownPathIsNotFound(String path) {
        door.call("GET", path).send().isProblem(404, "bad-request");
    }

    @Test
    void wrongMethodIsToldTheRightOnes() {
        Reply reply = door.call("DELETE", HOME).as(ada).send().isProblem(405, "bad-request");
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
    void bodyThatDoesNotSayItIsJsonIsUnsupported(String type) {
        door.call("POST", HOME).as(ada).body(type, BODY).send().isProblem(415, "bad-request");
        door.call("PUT", "channels/home/state/a")
                .as(ada)
                .body(type, BODY)
                .send()
                .isProblem(415, "bad-request");
        door.call("POST", "users/ada/messages").as(ada).body(type, BODY).send().isProblem(415, "bad-request");
    }

    @Test
    void bodyThatSaysNothingOfItselfIsUnsupported() {
        door.call("POST", HOME)
                .as(ada)
                .untyped("{\"name\":\"chat\",\"data\":1}")
                .send()
                .isProblem(415, "bad-request");
    }

    @Test
    void compressedBodyIsUnsupported() {
        door.call("POST", HOME)
                .as(ada)
                .header("Content-Encoding", "gzip")
                .body("application/json", BODY)
                .send()
                .isProblem(415, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\"", "application/json;"})
    void jsonIsKnownInEverySpelling(String type) {
        door.call("POST", HOME).as(ada).body(type, BODY).send().isAnswer(201);
    }

    @Test
    void readerWhoWantsSomethingElseIsToldSo() {
        door.call("GET", HOME).header("Accept", "text/html").send().isProblem(406, "bad-request");
        door.call("GET", HOME).header("Accept", "text/html,*/*;q=0.1").send().isAnswer(200);
        door.call("GET", "nowhere").header("Accept", "text/html").send().isProblem(404, "bad-request");
    }

    @Test
    void bugTellsNothingOfItself() {
        Reply reply = door.call("GET", "broken").send().isProblem(500, "internal");
        assertThat(reply.body()).doesNotContain("secret", "Exception", "org.backplane");
    }
}
