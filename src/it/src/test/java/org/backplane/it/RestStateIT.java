package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.backplane.it.servers.Node;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** State documents by HTTP: entity tags say which version is meant, on whichever server. */
@TwoServersTest
class RestStateIT {

    @ArquillianResource
    private TwoServers servers;

    @Test
    void documentPutOnOneServerIsReadOnTheOtherAndPushed() {
        String channel = Fresh.channel("rest-state");
        try (WireClient ada = WireClient.hello(servers.b(), "Ada")) {
            ada.subscribe(channel);
            HttpResponse<String> put = put(topic(servers.a(), channel), ada.token(), Map.of(), "{\"text\":\"tea\"}");
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
            JsonObject push = ada.received().await("state", channel);
            assertThat(push).isEqualTo(Http.body(put));
            HttpResponse<String> got = Http.get(topic(servers.b(), channel));
            assertThat(got.statusCode()).isEqualTo(200);
            assertThat(Http.body(got)).isEqualTo(push.getJsonObject("value"));
            assertThat(tag(got)).isEqualTo(tag(put));
        }
    }

    @Test
    void writeWithAnOldTagAnswersTheCurrentVersion() {
        String channel = Fresh.channel("rest-cas");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            String first = tag(put(topic(servers.a(), channel), ada.token(), Map.of("If-None-Match", "*"), "1"));
            String second = tag(put(topic(servers.b(), channel), ada.token(), Map.of("If-Match", first), "2"));
            HttpResponse<String> stale = put(topic(servers.a(), channel), ada.token(), Map.of("If-Match", first), "3");
            assertThat(stale.statusCode()).isEqualTo(412);
            assertThat(Http.body(stale).getString("code")).isEqualTo("conflict");
            assertThat(Http.body(stale).getJsonObject("current").getInt("value"))
                    .isEqualTo(2);
            assertThat(tag(Http.get(topic(servers.a(), channel)))).isEqualTo(second);
            HttpResponse<String> exists =
                    put(topic(servers.b(), channel), ada.token(), Map.of("If-None-Match", "*"), "3");
            assertThat(exists.statusCode()).isEqualTo(412);
        }
    }

    @Test
    void deletedDocumentIsGoneOnBothServers() {
        String channel = Fresh.channel("rest-delete");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            put(topic(servers.a(), channel), ada.token(), Map.of(), "1");
            URI there = topic(servers.b(), channel);
            assertThat(Http.send("DELETE", there, Http.headers(ada.token()), "").statusCode())
                    .isEqualTo(204);
            for (Node node : servers.nodes()) {
                assertThat(Http.get(topic(node, channel)).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void readerWhoHasTheVersionIsSpared() {
        String channel = Fresh.channel("rest-cache");
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            String tag = tag(put(topic(servers.a(), channel), ada.token(), Map.of(), "1"));
            HttpResponse<String> again =
                    Http.send("GET", topic(servers.b(), channel), Map.of("If-None-Match", tag), "");
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void stateWriteWithoutAUserIsRejected() {
        HttpResponse<String> put = put(topic(servers.a(), Fresh.channel("rest-nobody")), "", Map.of(), "1");
        assertThat(put.statusCode()).isEqualTo(401);
        assertThat(Http.body(put).getString("code")).isEqualTo("forbidden");
    }

    private static URI topic(Node node, String channel) {
        return node.http("api/channels/" + channel + "/state/topic");
    }

    private static HttpResponse<String> put(URI topic, String token, Map<String, String> demand, String value) {
        Map<String, String> headers = new HashMap<>(Http.headers(token));
        headers.putAll(demand);
        return Http.send("PUT", topic, headers, value);
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers()
                .firstValue("ETag")
                .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body()));
    }
}
