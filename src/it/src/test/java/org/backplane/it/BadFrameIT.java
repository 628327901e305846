package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.backplane.it.servers.ServerKind;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.RawWebSocket;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bad frame gets its error on the connection that it came from; that connection and all others live on. */
@TwoServersTest
class BadFrameIT {

    private static final int INVALID_DATA = 1007;
    private static final int TOO_BIG = 1009;
    private static final int NORMAL = 1000;
    private static final String PUBLISH = "{\"type\":\"publish\",\"channel\":\"%s\",\"name\":\"chat\",\"data\":%s}";

    @ArquillianResource
    private TwoServers servers;

    private WireClient bad;
    private WireClient bystander;
    private String channel;

    @BeforeEach
    void connect() {
        channel = Fresh.channel("bad");
        bad = WireClient.hello(servers.a(), "Bad");
        bystander = WireClient.hello(servers.a(), "Bystander");
        bystander.subscribe(channel);
    }

    @AfterEach
    void othersAreUnharmed() {
        try (WireClient ada = WireClient.hello(servers.b(), "Ada")) {
            ada.publish(channel, "still there?");
            bystander.received().await("message", channel);
            assertThat(bystander.received().all()).noneMatch(line -> line.containsKey("code"));
        } finally {
            bad.close();
            bystander.close();
        }
    }

    static Stream<String> badLines() {
        String nested = "[".repeat(10_000) + "]".repeat(10_000);
        return Stream.of(
                "nonsense",
                "7",
                "[1,2]",
                "{\"type\":\"publish\"",
                "{\"type\":\"publish\"}}",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"fly\"}",
                "{\"type\":\"subscribe\"}",
                "{\"type\":\"subscribe\",\"channel\":7}",
                "{\"type\":\"subscribe\",\"channel\":null}",
                "{\"type\":\"subscribe\",\"channel\":\"\"}",
                "{\"type\":\"subscribe\",\"channel\":\"a b\"}",
                "{\"type\":\"subscribe\",\"channel\":\"a/b\"}",
                "{\"type\":\"subscribe\",\"channel\":\"" + "x".repeat(129) + "\"}",
                "{\"type\":\"subscribe\",\"channel\":\"home\",\"since\":\"yesterday\"}",
                "{\"type\":\"subscribe\",\"channel\":\"home\",\"since\":5}",
                "{\"type\":\"subscribe\",\"channel\":\"home\",\"presence\":\"yes\"}",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"chat\"}",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"chat\",\"data\":\"\\ud800\"}",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"chat\",\"data\":" + nested + "}",
                "{\"type\":\"publish\",\"channel\":\"home\",\"name\":\"chat\",\"data\":1,\"keep\":\"no\"}",
                "{\"type\":\"send\",\"name\":\"chat\",\"data\":1}",
                "{\"type\":\"history\",\"channel\":\"home\",\"limit\":\"all\"}",
                "{\"type\":\"history\",\"channel\":\"home\",\"before\":\"yesterday\"}",
                "{\"type\":\"set\",\"channel\":\"home\",\"key\":\"topic\"}",
                "{\"type\":\"set\",\"channel\":\"home\",\"key\":\"a key\",\"value\":1}",
                "{\"type\":\"set\",\"channel\":\"home\",\"key\":\"topic\",\"value\":1,\"version\":\"3\"}");
    }

    @Test
    void everyBadLineGetsItsErrorAndTheConnectionGoesOn() {
        int errors = 0;
        for (String line : badLines().toList()) {
            bad.connection().send(line);
            errors++;
            JsonObject error = bad.received()
                    .awaitAtLeast("error for " + start(line), errors, answer -> answer.containsKey("code"))
                    .get(errors - 1);
            assertThat(error.getString("code")).as(start(line)).isEqualTo("bad-request");
            assertThat(error.getBoolean("retry")).isFalse();
            assertThat(error.getString("message")).isNotBlank();
        }
        goesOn();
    }

    @Test
    void errorCarriesTheIdOfItsCommand() {
        JsonObject error = bad.ask("subscribe", Map.of("channel", "a b"));
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getString("code")).isEqualTo("bad-request");
        bad.connection().send("{\"type\":\"fly\",\"id\":7}");
        bad.received().await("error with the number", line -> line.toString().contains("\"id\":7"));
    }

    @Test
    void badLineAmongGoodOnesCostsOnlyItself() {
        bad.connection()
                .send(String.join("\n", PUBLISH.formatted(channel, 1), "nonsense", PUBLISH.formatted(channel, 2)));
        bystander.received().awaitAtLeast("message", channel, 2);
        bad.received().await("error", answer -> answer.containsKey("code"));
    }

    @Test
    void lineOfFortyKilobytesIsTooLarge() {
        bad.connection().send(PUBLISH.formatted(channel, "\"" + "x".repeat(40_000) + "\""));
        JsonObject error = bad.received().await("error", line -> line.containsKey("code"));
        assertThat(error.getString("code")).isEqualTo("too-large");
        goesOn();
    }

    @Test
    void binaryFrameIsRefused() throws IOException {
        try (RawWebSocket raw = new RawWebSocket(servers.a(), Map.of())) {
            raw.text("{\"type\":\"hello\",\"name\":\"Raw\"}");
            assertThat(readUntil(raw, "welcome")).contains("\"type\":\"welcome\"");
            raw.frame(RawWebSocket.BINARY, new byte[] {1, 2, 3});
            assertThat(readUntil(raw, "\"code\"")).contains("\"code\":\"bad-request\"");
            raw.text("{\"type\":\"hello\",\"name\":\"Still there\"}");
            assertThat(readUntil(raw, "welcome")).contains("\"name\":\"Still there\"");
        }
    }

    /**
     * Payara Server 6.2025.10 said 1000 instead, once in some sixteen runs. Tyrus 2.1 writes 1006 as 1000, and it is 1006 that it
     * closes with if the container reports a broken stream or the farewell takes longer than its idle timeout, before our
     * 1009 is out; which of them it was is not known. The other servers have no such code.
     */
    @Test
    void farTooLargeFrameClosesItsConnection() {
        bad.connection().send("\"" + "x".repeat(600_000) + "\"");
        int code = bad.connection().awaitClose();
        if (ServerKind.current().isTyrus()) {
            assertThat(code).isIn(TOO_BIG, NORMAL);
        } else {
            assertThat(code).isEqualTo(TOO_BIG);
        }
    }

    @Test
    void brokenUtf8ClosesItsConnection() throws IOException {
        try (RawWebSocket raw = new RawWebSocket(servers.a(), Map.of())) {
            raw.text("{\"type\":\"hello\",\"name\":\"Raw\"}");
            assertThat(raw.readText()).contains("welcome");
            byte[] broken = "{\"type\":\"publish\",\"name\":\"x?\"}".getBytes(StandardCharsets.ISO_8859_1);
            broken[broken.length - 3] = (byte) 0xc3;
            raw.frame(RawWebSocket.TEXT, broken);
            assertThat(raw.readClose()).isEqualTo(INVALID_DATA);
        }
    }

    /** RFC 6455, section 5.4 allows it. Open Liberty 26.0.0.3 decodes each frame by itself: SECURITY.md, "Known limits". */
    @Test
    void characterMayBeDividedBetweenTwoFrames() throws IOException {
        byte[] text = "{\"type\":\"hello\",\"name\":\"Zo\u00eb\"}".getBytes(StandardCharsets.UTF_8);
        int inside = new String(text, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
        try (RawWebSocket raw = new RawWebSocket(servers.a(), Map.of())) {
            raw.part(RawWebSocket.TEXT, Arrays.copyOfRange(text, 0, inside));
            raw.frame(RawWebSocket.CONTINUATION, Arrays.copyOfRange(text, inside, text.length));
            if (ServerKind.current() == ServerKind.OPEN_LIBERTY) {
                assertThat(raw.readClose()).isEqualTo(INVALID_DATA);
            } else {
                assertThat(raw.readText()).contains("\"type\":\"welcome\"").contains("\"name\":\"Zo\u00eb\"");
            }
        }
    }

    /** On each server: a border between characters divides nothing. */
    @Test
    void messageMayBeDividedBetweenCharacters() throws IOException {
        byte[] text = "{\"type\":\"hello\",\"name\":\"Zo\u00eb\"}".getBytes(StandardCharsets.UTF_8);
        int after = new String(text, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 2;
        try (RawWebSocket raw = new RawWebSocket(servers.a(), Map.of())) {
            raw.part(RawWebSocket.TEXT, Arrays.copyOfRange(text, 0, after));
            raw.frame(RawWebSocket.CONTINUATION, Arrays.copyOfRange(text, after, text.length));
            assertThat(raw.readText()).contains("\"name\":\"Zo\u00eb\"");
        }
    }

    private void goesOn() {
        assertThat(bad.ask("history", Map.of("channel", channel)).getString("type"))
                .isEqualTo("history");
    }

    /** Reads frames until one holds the text; empty if the connection closes before. */
    private static String readUntil(RawWebSocket raw, String text) throws IOException {
        String frame = raw.readText();
        while (!frame.isEmpty() && !frame.contains(text)) {
            frame = raw.readText();
        }
        return frame;
    }

    private static String start(String line) {
        return line.substring(0, Math.min(80, line.length()));
    }
}
