package org.backplane.endpoint.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateResourceTest {

    private static final String TOPIC = "channels/home/state/topic";

    private final InProcessRestApi api = new InProcessRestApi();
    private final String ada = InProcessRestApi.token();

    @AfterEach
    void close() {
        api.close();
    }

    private Call put(String value) {
        return api.call("PUT", TOPIC).as(ada).json(value);
    }

    private Call delete() {
        return api.call("DELETE", TOPIC).as(ada);
    }

    private Reply get() {
        return api.call("GET", TOPIC).send();
    }

    @Test
    void valueIsReadAsItWasPut() {
        Reply put = put("{\"b\": 1.10, \"a\":[]}").send().isAnswer(200);
        assertThat(put.text("type")).isEqualTo("state");
        assertThat(put.text("channel")).isEqualTo("home");
        assertThat(put.text("key")).isEqualTo("topic");
        assertThat(put.header("ETag"))
                .matches("\"[A-Za-z0-9_-]+-" + put.json().number("version").orElseThrow() + "\"");
        Reply read = get().isAnswer(200);
        assertThat(read.body()).isEqualTo("{\"b\":1.10,\"a\":[]}");
        assertThat(read.header("ETag")).isEqualTo(put.header("ETag"));
        String version = put.json().value("version").orElseThrow().value();
        assertThat(api.call("GET", "channels/home/state").send().isAnswer(200).body())
                .isEqualTo("{\"type\":\"state\",\"channel\":\"home\",\"state\":{\"topic\":"
                        + "{\"value\":{\"b\":1.10,\"a\":[]},\"version\":" + version + "}}}");
    }

    @Test
    void absentDocumentIsNotFound() {
        get().isProblem(404, "bad-request");
        assertThat(api.call("GET", "channels/home/state").send().isAnswer(200).body())
                .isEqualTo("{\"type\":\"state\",\"channel\":\"home\",\"state\":{}}");
    }

    @Test
    void knownVersionIsAnsweredWith304() {
        String tag = put("1").send().header("ETag");
        Reply known = api.call("GET", TOPIC)
                .header("If-None-Match", "\"x\", W/" + tag)
                .send();
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("ETag")).isEqualTo(tag);
        api.call("GET", TOPIC).header("If-None-Match", "\"x\"").send().isAnswer(200);
    }

    @Test
    void writeOfTheKnownVersionSucceedsOnce() {
        String tag = put("1").send().header("ETag");
        Reply second = put("2").header("If-Match", "\"other\", " + tag).send().isAnswer(200);
        Reply late = put("3").header("If-Match", tag).send().isProblem(412, "conflict");
        assertThat(late.header("ETag")).isEqualTo(second.header("ETag"));
        assertThat(late.json().value("current").orElseThrow().value())
                .isEqualTo("{\"value\":2,\"version\":"
                        + second.json().number("version").orElseThrow() + "}");
        assertThat(get().body()).isEqualTo("2");
    }

    @Test
    void versionOfAnotherEpochMatchesNothing() {
        String tag = put("1").send().header("ETag");
        String other = tag.replaceFirst("\"[^-]*", "\"zzzz");
        put("2").header("If-Match", other).send().isProblem(412, "conflict");
        assertThat(get().body()).isEqualTo("1");
    }

    @Test
    void weakTagAllowsNoWrite() {
        String tag = put("1").send().header("ETag");
        put("2").header("If-Match", "W/" + tag).send().isProblem(412, "conflict");
    }

    @Test
    void writeBetweenReadAndWriteIsAConflict() {
        String tag = put("1").send().header("ETag");
        api.broker().beforeNextSet(() -> put("2").send().isAnswer(200));
        Reply late = put("3").header("If-Match", tag).send().isProblem(412, "conflict");
        assertThat(late.header("ETag")).isEqualTo(get().header("ETag")).isNotEqualTo(tag);
        assertThat(get().body()).isEqualTo("2");
    }

    @Test
    void documentIsCreatedOnlyIfAbsent() {
        put("1").header("If-None-Match", "*").send().isAnswer(200);
        Reply late = put("2").header("If-None-Match", "*").send().isProblem(412, "conflict");
        assertThat(late.header("ETag")).isEqualTo(get().header("ETag"));
        assertThat(get().body()).isEqualTo("1");
    }

    @Test
    void anyVersionMatchesTheStarButNoneDoesNot() {
        Reply none = put("1").header("If-Match", "*").send().isProblem(412, "conflict");
        assertThat(none.header("ETag")).isEmpty();
        assertThat(none.json().value("current").orElseThrow().value()).isEqualTo("{\"value\":null,\"version\":0}");
        put("1").send().isAnswer(200);
        put("2").header("If-Match", "*").send().isAnswer(200);
    }

    @Test
    void contradictoryPreconditionIsABadRequest() {
        put("1").header("If-Match", "*").header("If-None-Match", "*").send().isProblem(400, "bad-request");
        put("1").header("If-None-Match", "\"e-1\"").send().isProblem(400, "bad-request");
    }

    @Test
    void deletedDocumentIsNotFound() {
        String tag = put("1").send().header("ETag");
        delete().header("If-Match", "\"e-1\"").send().isProblem(412, "conflict");
        assertThat(delete().header("If-Match", tag).send().status()).isEqualTo(204);
        get().isProblem(404, "bad-request");
        assertThat(delete().send().status()).isEqualTo(204);
        delete().header("If-Match", tag).send().isProblem(412, "conflict");
    }

    @Test
    void nullDeletes() {
        put("1").send().isAnswer(200);
        put("null").send().isAnswer(200);
        get().isProblem(404, "bad-request");
    }

    @Test
    void valueSizeIsLimited() {
        put("\"" + "x".repeat(9_000) + "\"").send().isProblem(413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%F0%9F%98%80", "%FF"})
    void illegalKeyIsABadRequest(String key) {
        String path = "channels/home/state/" + key;
        api.call("GET", path).send().isProblem(400, "bad-request");
        api.call("PUT", path).as(ada).json("1").send().isProblem(400, "bad-request");
        api.call("DELETE", path).as(ada).send().isProblem(400, "bad-request");
    }

    @Test
    void conflictIsReportedEvenIfTheBrokerBecomesUnavailable() {
        put("1").send().isAnswer(200);
        api.broker().beforeNextSet(() -> api.broker().setBehaviour(FakeBroker.Behaviour.UNAVAILABLE));
        put("2").header("If-None-Match", "*").send().isProblem(503, "unavailable");
    }
}
