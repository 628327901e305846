package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.endpoint.rest.InProcessRestApi;
import org.backplane.endpoint.rest.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelQueryFilterTest {

    private static final String MESSAGE = "{\"name\":\"chat\",\"data\":1}";

    private final InProcessRestApi api = new InProcessRestApi();
    private final String ada = InProcessRestApi.token();

    @AfterEach
    void close() {
        api.close();
    }

    private Reply get(String path) {
        return api.call("GET", path).send();
    }

    @Test
    void messageIsPublishedAndReadByQueryAsByPath() {
        Reply published = api.call("POST", "messages?channel=shop:42")
                .as(ada)
                .json(MESSAGE)
                .send()
                .isAnswer(201);
        assertThat(published.text("channel")).isEqualTo("shop:42");
        api.call("POST", "channels/shop:42/messages")
                .as(ada)
                .json(MESSAGE)
                .send()
                .isAnswer(201);
        Reply page = get("messages?limit=1&channel=shop%3A42").isAnswer(200);
        assertThat(page.body())
                .isEqualTo(get("channels/shop:42/messages?limit=1").body());
        String position =
                page.json().value("messages").orElseThrow().value().replaceAll(".*\"position\":\"([^\"]*).*", "$1");
        assertThat(get("messages?channel=shop:42&before=" + position).body())
                .isEqualTo(get("channels/shop:42/messages?before=" + position).body())
                .contains(published.text("position"));
    }

    @Test
    void membersAreReadByQueryAsByPath() {
        assertThat(get("members?channel=shop:42").isAnswer(200).body())
                .isEqualTo(get("channels/shop:42/members").body());
    }

    @Test
    void stateIsWrittenAndReadByQueryAsByPath() {
        String topic = "state?channel=shop:42&key=topic:1";
        String tag =
                api.call("PUT", topic).as(ada).json("1").send().isAnswer(200).header("ETag");
        Reply read = get(topic).isAnswer(200);
        assertThat(read.body()).isEqualTo("1");
        assertThat(read.header("ETag"))
                .isEqualTo(tag)
                .isEqualTo(get("channels/shop:42/state/topic:1").header("ETag"));
        assertThat(get("state?channel=shop:42").isAnswer(200).body())
                .isEqualTo(get("channels/shop:42/state").body());
        api.call("PUT", topic)
                .as(ada)
                .header("If-Match", "\"e-1\"")
                .json("2")
                .send()
                .isProblem(412, "conflict");
        assertThat(api.call("DELETE", topic)
                        .as(ada)
                        .header("If-Match", tag)
                        .send()
                        .status())
                .isEqualTo(204);
        get(topic).isProblem(404, "bad-request");
    }

    @Test
    void writeByQueryNeedsAUserAsByPath() {
        api.call("POST", "messages?channel=shop:42").json(MESSAGE).send().isProblem(401, "forbidden");
        api.call("POST", "messages?channel=@" + InProcessRestApi.userOf(InProcessRestApi.token()))
                .as(ada)
                .json(MESSAGE)
                .send()
                .isProblem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "messages?channel=", "members?limit=1", "state?key=topic"})
    void queryWithoutAChannelIsABadRequest(String path) {
        get(path).isProblem(400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a%2Fb", "%FF", "%7Bx%7D", "%25", "%F0%9F%98%80"})
    void illegalChannelIsABadRequest(String channel) {
        get("messages?channel=" + channel).isProblem(400, "bad-request");
        get("members?channel=" + channel).isProblem(400, "bad-request");
        get("state?channel=" + channel + "&key=topic").isProblem(400, "bad-request");
    }

    @Test
    void illegalKeyIsABadRequest() {
        get("state?channel=home&key=").isProblem(400, "bad-request");
        get("state?channel=home&key=a%2Fb").isProblem(400, "bad-request");
    }

    @ParameterizedTest
    @CsvSource({"PUT,state?channel=home", "DELETE,messages?channel=home", "POST,members?channel=home"})
    void unsupportedMethodIsRefusedAsByPath(String method, String path) {
        assertThat(api.call(method, path).as(ada).json("1").send().status()).isEqualTo(405);
    }
}
