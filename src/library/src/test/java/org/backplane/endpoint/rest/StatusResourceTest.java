package org.backplane.endpoint.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.broker.Eventually.answer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.LiveNode;
import org.backplane.config.Settings;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonObject;
import org.backplane.message.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusResourceTest {

    private static final String BRIEF = "{\"broker\":{\"kind\":\"memory\",\"available\":true}}";

    private final InProcessRestApi api = new InProcessRestApi(
            Map.of("redis/password", "s3cret", "node/background", "sunset", "status/open", "loopback"));

    @AfterEach
    void close() {
        api.close();
    }

    private String status(RemotePeer from) {
        api.setPeer(from);
        return api.call("GET", "status").send().isAnswer(200).body();
    }

    private static JsonObject part(String status, String name) {
        return JsonObject.parse(
                JsonObject.parse(status).value(name).orElseThrow().value());
    }

    @Test
    void callerOnThisMachineReadsDetailsWithoutSecrets() {
        String status = status(RemotePeer.local());
        assertThat(part(status, "broker").requiredString("kind")).isEqualTo("memory");
        assertThat(part(status, "broker").value("details").orElseThrow().value())
                .contains("10.1.2.3:6379");
        assertThat(part(status, "node").requiredString("name")).isEqualTo("a");
        assertThat(part(status, "node").requiredString("background")).isEqualTo("sunset");
        assertThat(part(status, "node").requiredString("version")).matches("[0-9].*");
        assertThat(part(status, "node").number("uptime")).isPresent();
        assertThat(part(status, "hub").value("now").orElseThrow().value()).contains("\"connections\":0");
        Settings.all().forEach(setting -> assertThat(status).contains("{\"name\":\"" + setting.name() + "\""));
        assertThat(status)
                .contains("{\"name\":\"redis/password\",\"value\":\"***\",\"source\":")
                .doesNotContain("s3cret");
    }

    @Test
    void unauthenticatedRequestReadsTheProblemOfRedis() {
        api.broker().setProblem("NOREPLICAS too few of its replicas keep up, so it takes no writes");

        assertThat(status(RemotePeer.of("203.0.113.9", "chat.example")))
                .isEqualTo("{\"broker\":{\"kind\":\"memory\",\"available\":false,"
                        + "\"problem\":\"NOREPLICAS too few of its replicas keep up, so it takes no writes\"}}");
    }

    @Test
    void administratorReadsNodesChannelsAndTimings() {
        api.broker()
                .setNodes(List.of(
                        new LiveNode("x1", Optional.of("a \"quoted\" name"), Optional.of(Duration.ofMillis(8_500))),
                        new LiveNode("x2.1", Optional.empty(), Optional.empty())));
        api.hub().subscribe(new ChannelName("home"), line -> {});
        Content content = Content.of("chat", new JsonText("1"));
        answer(api.hub().publish(Requester.APPLICATION, new ChannelName("home"), content));

        String status = status(RemotePeer.local());

        assertThat(status)
                .contains(
                        "\"nodes\":[{\"id\":\"x1\",\"name\":\"a \\\"quoted\\\" name\",\"lease\":8500},{\"id\":\"x2.1\"}]");
        JsonObject hub = part(status, "hub");
        assertThat(hub.value("channels").orElseThrow().value())
                .isEqualTo("{\"top\":[{\"name\":\"home\",\"listeners\":1}],\"inboxes\":0}");
        assertThat(hub.value("storing").orElseThrow().value())
                .startsWith("{\"upToMicros\":[64,96,128,192,")
                .matches(".*\"counts\":\\[[0,]*1[0,]*]}");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:1337",
        "127.0.0.1, 127.0.0.1",
        "127.0.1.1, LOCALHOST",
        "0:0:0:0:0:0:0:1, [::1]:8080",
        "::1, localhost",
        "0:0:0:0:0:0:0:1%lo, localhost",
        "::ffff:127.0.0.1, localhost"
    })
    void everyLoopbackAddressIsRecognized(String address, String host) {
        assertThat(status(RemotePeer.of(address, host))).contains("\"settings\"");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, localhost",
        "10.0.0.1, localhost",
        "2001:db8::1, localhost",
        "127.0.0.1, chat.example",
        "127.0.0.1, rebound.evil.example:1337",
        "127.0.0.1, localhost.evil.example",
        "127.0.0.1, 127.0.0.1.evil.example",
        "'', localhost"
    })
    void unauthenticatedRequestReadsOnlyTheSummary(String address, String host) {
        assertThat(status(RemotePeer.of(address, host))).isEqualTo(BRIEF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Real-IP", "Via"})
    void requestThroughALocalProxyIsUnauthenticated(String header) {
        assertThat(status(RemotePeer.through(header))).isEqualTo(BRIEF);
    }

    /** A TCP forwarder on the server's machine makes every caller one of loopback, and a caller may send any Host. */
    @Test
    void withoutTheSettingNobodyIsAnAdministratorByAddress() {
        try (InProcessRestApi usual = new InProcessRestApi(Map.of())) {
            usual.setPeer(RemotePeer.local());
            assertThat(usual.call("GET", "status").send().isAnswer(200).body()).isEqualTo(BRIEF);
            usual.call("GET", "metrics").send().isProblem(403, "forbidden");
        }
    }

    @Test
    void openStatusShowsDetailsWithoutSecretsToEverybody() {
        try (InProcessRestApi open = new InProcessRestApi(Map.of("status/open", "true", "redis/password", "s3cret"))) {
            open.setPeer(RemotePeer.of("203.0.113.9", "chat.example"));
            assertThat(open.call("GET", "status").send().isAnswer(200).body())
                    .contains("\"settings\"", "\"details\"")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void everybodyReadsThatTheBrokerIsUnavailable() {
        api.broker().setBehaviour(FakeBroker.Behaviour.UNAVAILABLE);
        assertThat(status(RemotePeer.of("203.0.113.9", "chat.example"))).isEqualTo(BRIEF.replace("true", "false"));
    }

    @Test
    void nodeWithoutItsBrokerIsAliveButNotReady() {
        assertThat(api.call("GET", "health/ready").send().isAnswer(200).text("status"))
                .isEqualTo("UP");
        api.broker().setBehaviour(FakeBroker.Behaviour.UNAVAILABLE);
        assertThat(api.call("GET", "health/ready").send().isAnswer(503).text("status"))
                .isEqualTo("DOWN");
        assertThat(api.call("GET", "health/live").send().isAnswer(200).text("status"))
                .isEqualTo("UP");
    }
}
