package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.it.servers.ServerKind;
import org.backplane.it.servers.TwoServers;
import org.backplane.it.wire.Http;
import org.backplane.it.wire.RawWebSocket;
import org.backplane.it.wire.WireClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the WebSocket door of a real server; each costs its attacker the connection and nobody else anything. */
@TwoServersTest
class HostileSocketIT {

    private static final int SWITCHED = 101;
    private static final int IDLE = 4000;
    private static final int FLOODING = 4029;
    private static final int TOO_BIG = 1009;
    private static final int NORMAL = 1000;
    private static final int CONTINUATION = 0;
    private static final int PING = 0x89;
    private static final String HELLO = "{\"type\":\"hello\",\"name\":\"Mallory\"}";

    /** More than sockets on both sides hold, and far less than a heap. */
    private static final int MOST_PING_BYTES = 48 << 20;

    @ArquillianResource
    private TwoServers servers;

    private WireClient bystander;
    private String channel;

    @BeforeEach
    void connect() {
        channel = Fresh.channel("hostile");
        bystander = WireClient.hello(servers.a(), "Bystander");
        bystander.subscribe(channel);
    }

    @AfterEach
    void othersAreUnharmed() {
        try (WireClient ada = WireClient.hello(servers.a(), "Ada")) {
            ada.publish(channel, "still there?");
            bystander.received().await("message", channel);
        } finally {
            bystander.close();
        }
    }

    private RawWebSocket mallory() throws IOException {
        RawWebSocket raw = new RawWebSocket(servers.a(), Map.of());
        raw.text(HELLO);
        assertThat(raw.readText()).contains("welcome");
        return raw;
    }

    /** A frame of a client, masked with zeros, whose first byte and payload are anything. */
    private static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0xfe);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** To Open Liberty 26.0.0.3 a path with a parameter is the endpoint's, but not the filter's: it is closed at once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/backplane/hub",
                "/backplane/hub/",
                "/backplane/hub;x=1",
                "/backplane/hub;",
                "/backplane;x=1/hub",
                "/backplane/%68ub",
                "/backplane/hub%3Bx",
                "/backplane//hub",
                "//backplane/hub",
                "/backplane/./hub",
                "/backplane/x/../hub",
                "/backplane/x/%2e%2e/hub",
                "/backplane/hub?x=1"
            })
    void noSpellingOfThePathGetsAForeignPageIn(String path) throws IOException {
        Map<String, String> headers = Map.of("Origin", "https://evil.example", "X-Backplane-Pass", "guessed");
        try (RawWebSocket raw = new RawWebSocket(servers.a(), path, headers)) {
            if (raw.status() == SWITCHED) {
                assertThat(ServerKind.current()).isEqualTo(ServerKind.OPEN_LIBERTY);
                raw.text(HELLO);
                assertThat(raw.readText()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://127.0.0.1:%d",
                "http://127.0.0.1:%d.evil.example",
                "http://evil.127.0.0.1:%d",
                "http://127.0.0.1",
                "http://127.0.0.1:%d@evil.example",
                "http://evil.example/127.0.0.1:%d",
                "127.0.0.1:%d",
                "file://",
                ""
            })
    void originThatOnlyLooksLikeOursIsRefused(String origin) throws IOException {
        int port = servers.a().port();
        Map<String, String> headers = Map.of(
                "Origin",
                origin.replace("https://127.0.0.1:%d", "https://127.0.0.1:1").replace("%d", port + ""),
                "X-Forwarded-Host",
                "evil.example");
        try (RawWebSocket raw = new RawWebSocket(servers.a(), headers)) {
            assertThat(raw.status()).as(headers.toString()).isNotEqualTo(SWITCHED);
        }
    }

    @Test
    void compressionIsNotAgreedUponAndCompressedFramesAreRefused() throws IOException {
        Map<String, String> offer = Map.of(
                "Sec-WebSocket-Extensions",
                "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame, permessage-bzip2");
        try (RawWebSocket raw = new RawWebSocket(servers.a(), offer)) {
            assertThat(raw.status()).isEqualTo(SWITCHED);
            assertThat(raw.head()).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            raw.bytes(frame(0xc1, new byte[] {(byte) 0xca, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00}));
            assertThat(raw.readClose()).isIn(1002, 1006, 1008);
        }
    }

    @Test
    void clientThatPingsAndNeverReadsFillsNoHeap() throws IOException {
        byte[] ping = frame(PING, new byte[125]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            many.writeBytes(ping);
        }
        assertThat(bytesTaken(many.toByteArray())).isLessThan(MOST_PING_BYTES);
    }

    /** Until the server takes nothing more for a second, or has enough. */
    private int bytesTaken(byte[] pings) throws IOException {
        RawWebSocket raw = mallory();
        int[] taken = {0};
        Thread sender = new Thread(() -> {
            try {
                while (taken[0] < MOST_PING_BYTES) {
                    raw.bytes(pings);
                    taken[0] += pings.length;
                }
            } catch (IOException cutOff) {
                // what is wanted
            }
        });
        sender.start();
        int before = -1;
        while (sender.isAlive() && before != taken[0]) {
            before = taken[0];
            try {
                sender.join(2_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        raw.close();
        return taken[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unmasked", "reserved opcode", "long ping", "split ping", "reserved bit", "lost continuation"})
    void dataThatIsNoFrameEndsTheConnection(String fault) throws IOException {
        try (RawWebSocket raw = mallory()) {
            raw.bytes(
                    switch (fault) {
                        case "unmasked" -> unmasked("{\"type\":\"pong\"}");
                        case "reserved opcode" -> frame(0x83, ascii("{}"));
                        case "long ping" -> frame(PING, new byte[126]);
                        case "split ping" -> frame(0x09, new byte[1]);
                        case "reserved bit" -> frame(0xa1, ascii("{}"));
                        default -> frame(0x80 | CONTINUATION, ascii("{}"));
                    });
            assertThat(raw.readClose()).isIn(1002, 1003, 1006, 1011);
        }
    }

    /** Longer than a header with a mask: so many bytes Open Liberty 26.0.0.3 awaits before it looks. */
    private static byte[] unmasked(String line) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(line.length());
        frame.writeBytes(ascii(line));
        return frame.toByteArray();
    }

    @Test
    void messageThatNeverEndsIsCutAtTheLimitOfAFrame() throws IOException {
        try (RawWebSocket raw = mallory()) {
            byte[] part = ascii(" ".repeat(60_000));
            raw.bytes(frame(RawWebSocket.TEXT, part));
            int sent = 0;
            try {
                for (; sent < 40; sent++) {
                    raw.bytes(frame(CONTINUATION, part));
                }
            } catch (SocketException closed) {
                assertThat(sent).isPositive();
            }
            // Of NORMAL, BadFrameIT.farTooLargeFrameClosesItsConnection tells.
            assertThat(raw.readClose())
                    .isIn(ServerKind.current().isTyrus() ? Set.of(TOO_BIG, 1006, NORMAL) : Set.of(TOO_BIG, 1006));
        }
    }

    @Test
    void emptyFragmentsDoNotResetTheIdleTimeout() throws IOException {
        try (RawWebSocket raw = mallory()) {
            raw.bytes(frame(RawWebSocket.TEXT, new byte[0]));
            for (int i = 0; i < 1000; i++) {
                raw.bytes(frame(CONTINUATION, new byte[0]));
            }
            assertThat(raw.readClose()).isEqualTo(IDLE);
        }
    }

    @Test
    void subscribingWithoutEndEndsTheConnection() {
        String line = "{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}\n";
        try (WireClient client = WireClient.hello(servers.a(), "Mallory")) {
            client.connection().send(line.repeat(200_000 / line.length()).strip());
            client.connection().send(line.repeat(200_000 / line.length()).strip());
            assertThat(client.connection().awaitClose()).isIn(FLOODING, 4008, 1006);
        }
    }

    @Test
    void requestsThatAreNeverFinishedDoNotKeepOthersOut() throws IOException {
        List<Socket> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), servers.a().port());
                socket.getOutputStream().write(ascii("GET /backplane/hub HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "));
                halfOpen.add(socket);
            }
            assertThat(Http.get(servers.a().http("api/health/ready")).statusCode())
                    .isEqualTo(200);
            WireClient.hello(servers.a(), "Ada").close();
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    @Test
    void keyAndTokenOfOneUserAreOfNoUseToAnother() {
        String key = Fresh.key();
        try (WireClient ada = WireClient.hello(servers.a(), "Ada");
                WireClient mallory = WireClient.hello(servers.b(), Map.of("name", "Ada", "token", ada.user()))) {
            assertThat(mallory.user()).isNotEqualTo(ada.user());
            JsonObject first = publish(ada, key);
            JsonObject guessed = publish(mallory, key);
            assertThat(guessed.getString("position")).isNotEqualTo(first.getString("position"));
            assertThat(publish(ada, key).getString("position")).isEqualTo(first.getString("position"));
        }
    }

    private JsonObject publish(WireClient client, String key) {
        return client.ask("publish", Map.of("channel", channel, "name", "chat", "data", "mine", "key", key));
    }
}
