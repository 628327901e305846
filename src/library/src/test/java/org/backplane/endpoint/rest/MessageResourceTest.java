package org.backplane.endpoint.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageResourceTest {

    private static final String HOME = "channels/home/messages";

    private final InProcessRestApi api = new InProcessRestApi();
    private final String ada = InProcessRestApi.token();

    @AfterEach
    void close() {
        api.close();
    }

    private Reply publish(String body) {
        return api.call("POST", HOME).as(ada).json(body).send();
    }

    private String messages() {
        return api.call("GET", HOME)
                .send()
                .isAnswer(200)
                .json()
                .value("messages")
                .orElseThrow()
                .value();
    }

    @Test
    void publishAnswersThePositionAndIsReadBack() {
        Reply published =
                publish("{\"name\":\"chat\",\"data\":{\"text\":\"hello\"}}").isAnswer(201);
        assertThat(published.text("type")).isEqualTo("published");
        assertThat(published.text("channel")).isEqualTo("home");
        Reply page = api.call("GET", HOME).send().isAnswer(200);
        assertThat(page.text("type")).isEqualTo("history");
        assertThat(page.text("channel")).isEqualTo("home");
        assertThat(page.json().bool("more", true)).isFalse();
        assertThat(messages())
                .contains("\"position\":\"" + published.text("position") + "\"")
                .contains("\"user\":\"" + InProcessRestApi.userOf(ada) + "\"")
                .contains("\"verified\":false")
                .contains("\"data\":{\"text\":\"hello\"}");
    }

    @Test
    void dataIsReturnedAsItsSourceText() {
        String data = "{\"z\":1.10,\"a\":9007199254740993,\"e\":1E400,\"u\":\"\\u00e9\\/\",\"z2\":-0.0}";
        publish("{ \"data\" : " + data.replace(",", " ,\n") + ", \"name\":\"chat\"}")
                .isAnswer(201);
        assertThat(messages()).contains("\"data\":" + data);
    }

    @Test
    void retryUnderTheSameKeyGetsTheFirstPosition() {
        String body = "{\"name\":\"chat\",\"data\":1,\"key\":\"k-1\"}";
        String first = publish(body).isAnswer(201).body();
        assertThat(publish(body).isAnswer(201).body()).isEqualTo(first);
        assertThat(messages()).containsOnlyOnce("\"key\":\"k-1\"");
    }

    @Test
    void transientMessageIsAcceptedWithoutAPosition() {
        Reply passed =
                publish("{\"name\":\"typing\",\"data\":null,\"keep\":false}").isAnswer(202);
        assertThat(passed.body()).isEqualTo("{\"type\":\"published\",\"channel\":\"home\"}");
        assertThat(messages()).isEqualTo("[]");
    }

    @Test
    void historyIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            publish("{\"name\":\"chat\",\"data\":" + i + "}").isAnswer(201);
        }
        Reply newest = api.call("GET", HOME + "?limit=2").send().isAnswer(200);
        assertThat(newest.body()).contains("\"data\":3}", "\"data\":4}").doesNotContain("\"data\":2}");
        assertThat(newest.json().bool("more", false)).isTrue();
        String epoch = newest.body().replaceAll("(?s).*\"position\":\"([^:]+):.*", "$1");
        Reply older =
                api.call("GET", HOME + "?limit=2&before=" + epoch + ":4").send().isAnswer(200);
        assertThat(older.body()).contains("\"data\":1}", "\"data\":2}").doesNotContain("\"data\":3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=ten",
                "limit=-1",
                "limit=",
                "limit=99999999999999999999",
                "before=yesterday",
                "before=",
                "before=e:-1"
            })
    void badPageIsABadRequest(String query) {
        api.call("GET", HOME + "?" + query).send().isProblem(400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"name\":\"chat\"}",
                "{\"data\":1}",
                "{\"name\":7,\"data\":1}",
                "{\"name\":\"a b\",\"data\":1}",
                "{\"name\":\"chat\",\"data\":1,\"keep\":\"no\"}",
                "{\"name\":\"chat\",\"data\":1,\"key\":\"\"}",
                "{\"name\":\"chat\",\"data\":1,\"key\":\"a\\u0000b\"}",
                "{\"name\":\"chat\",\"data\":\"\\ud800\"}",
                "{\"name\":\"chat\",\"data\":1} x",
                "{\"name\":\"chat\",\"data\":1,\"data\":2}"
            })
    void badBodyIsABadRequest(String body) {
        publish(body).isProblem(400, "bad-request");
        assertThat(messages()).isEqualTo("[]");
    }

    @Test
    void nestingIsLimited() {
        publish("{\"name\":\"chat\",\"data\":" + "[".repeat(64) + "]".repeat(64) + "}")
                .isAnswer(201);
        publish("{\"name\":\"chat\",\"data\":" + "[".repeat(65) + "]".repeat(65) + "}")
                .isProblem(400, "bad-request");
        publish("{\"name\":\"chat\",\"data\":" + "[".repeat(10_000)).isProblem(400, "bad-request");
    }

    @Test
    void brokenUtf8IsABadRequest() {
        byte[] body = "{\"name\":\"chat\",\"data\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        Reply reply =
                api.call("POST", HOME).as(ada).body("application/json", body).send();
        assertThat(reply.isProblem(400, "bad-request").text("detail")).isEqualTo("the body is not UTF-8");
    }

    @Test
    void bodyIsLimitedWhateverItsLengthHeaderIs() {
        String large = "{\"name\":\"chat\",\"data\":\"" + "x".repeat(40_000) + "\"}";
        publish(large).isProblem(413, "too-large");
        api.call("POST", HOME)
                .as(ada)
                .header("Content-Length", "99999999999")
                .json("{}")
                .send()
                .isProblem(413, "too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "home",
                "\u7d44:1",
                "\u0915\u094d\u0937",
                "\u05e9\u05dc\u05d5\u05dd",
                "a.b_c-d:e",
                "\ud835\udcb3",
                "caf\u00e9"
            })
    void channelOfAnyScriptIsReachedByItsEncodedName(String channel) {
        String path = "channels/" + URLEncoder.encode(channel, StandardCharsets.UTF_8) + "/messages";
        Reply published = api.call("POST", path)
                .as(ada)
                .json("{\"name\":\"chat\",\"data\":1}")
                .send()
                .isAnswer(201);
        assertThat(published.text("channel")).isEqualTo(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "cafe%CC%81", "a+b", "%F0%9F%98%80", "a%00b", "%FF", "@~a%20b"})
    void illegalChannelIsABadRequest(String channel) {
        api.call("GET", "channels/" + channel + "/messages").send().isProblem(400, "bad-request");
    }

    @Test
    void onlyItsOwnerReadsAnInbox() {
        String inbox = "channels/%40" + InProcessRestApi.userOf(ada) + "/messages";
        api.call("GET", inbox).as(ada).send().isAnswer(200);
        api.call("GET", inbox.replace("%40", "@")).as(ada).send().isAnswer(200);
        api.call("GET", inbox).as(InProcessRestApi.token()).send().isProblem(403, "forbidden");
        api.call("GET", inbox).send().isProblem(401, "forbidden");
        api.call("POST", inbox)
                .as(ada)
                .json("{\"name\":\"chat\",\"data\":1}")
                .send()
                .isProblem(403, "forbidden");
    }

    @Test
    void unavailableBrokerIsAnsweredWith503() {
        api.broker().setBehaviour(FakeBroker.Behaviour.UNAVAILABLE);
        Reply reply = publish("{\"name\":\"chat\",\"data\":1}").isProblem(503, "unavailable");
        assertThat(reply.json().bool("retry", false)).isTrue();
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        api.call("GET", HOME).send().isProblem(503, "unavailable");
    }

    @Test
    void failureOfTheBrokerRevealsNoDetails() {
        api.broker().setBehaviour(FakeBroker.Behaviour.BROKEN);
        assertThat(publish("{\"name\":\"chat\",\"data\":1}")
                        .isProblem(500, "internal")
                        .body())
                .doesNotContain("secret", "Exception");
    }

    @Test
    void requestAboveTheRateIsAnsweredWithRetryAfter() {
        try (InProcessRestApi slow = new InProcessRestApi(Map.of("connection/rate", "1", "connection/burst", "2"))) {
            String body = "{\"name\":\"chat\",\"data\":1}";
            slow.call("POST", HOME).as(ada).json(body).send().isAnswer(201);
            slow.call("POST", HOME).as(ada).json(body).send().isAnswer(201);
            Reply reply = slow.call("POST", HOME).as(ada).json(body).send().isProblem(429, "rate-limited");
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.json().number("retryAfter").orElseThrow()).isBetween(1L, 1000L);
            slow.call("POST", HOME)
                    .as(InProcessRestApi.token())
                    .json(body)
                    .send()
                    .isAnswer(201);
        }
    }
}
