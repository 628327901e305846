package org.backplane.endpoint.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendWindowTest {

    private static final int HALF = 64 * 1024;

    private final SendWindow window = new SendWindow();
    private final List<String> sent = new ArrayList<>();

    /** Sends a frame as the transport does, and returns the ping that precedes it. */
    private Optional<ByteBuffer> send(String name, int bytes) {
        Optional<ByteBuffer> ping = window.nextPing();
        window.addSent(bytes);
        window.whenOpen(() -> sent.add(name));
        return ping;
    }

    @Test
    void noPingBelowHalfAWindow() {
        assertThat(send("a", HALF - 1)).isEmpty();
        assertThat(send("b", 1)).isEmpty();
        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void clientThatDoesNotReadIsSentTwoHalvesOfTheWindow() {
        send("a", HALF);
        assertThat(send("b", HALF - 1)).isPresent();
        assertThat(send("c", 1)).as("one ping at a time").isEmpty();

        assertThat(sent).containsExactly("a", "b");
    }

    /** RFC 6455, 5.5.3: a client may answer the latest of several pings alone. */
    @Test
    void unansweredPingIsAlwaysTheLatest() {
        send("a", HALF);
        ByteBuffer latest = send("b", 1).orElseThrow();
        for (int i = 0; i < 60; i++) {
            assertThat(send("c" + i, 1_000)).isEmpty();
        }

        window.pong(latest);

        send("d", HALF);
        assertThat(sent).endsWith("c59", "d");
        assertThat(send("e", 1)).isPresent();
    }

    @Test
    void pongReleasesTheNextFrame() {
        send("a", HALF);
        ByteBuffer ping = send("b", HALF).orElseThrow();
        assertThat(sent).containsExactly("a");

        window.pong(ping);

        assertThat(sent).containsExactly("a", "b");
        assertThat(send("c", HALF)).isPresent();
        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void earlyPongKeepsTheWindowOpen() {
        send("a", HALF);
        ByteBuffer ping = send("b", 1).orElseThrow();

        window.pong(ping);
        send("c", HALF);

        assertThat(sent).containsExactly("a", "b", "c");
    }

    @Test
    void unsolicitedPongIsIgnored() {
        window.pong(ByteBuffer.allocate(Long.BYTES));
        send("a", HALF);
        ByteBuffer ping = send("b", HALF).orElseThrow();

        window.pong(ByteBuffer.allocate(0));
        window.pong(ByteBuffer.allocate(Long.BYTES).putLong(0, ping.getLong(0) + 1));
        assertThat(sent).containsExactly("a");
    }

    @Test
    void closedConnectionQueuesNothing() {
        send("a", HALF);
        send("b", HALF);

        window.close();
        send("c", HALF);
        send("d", HALF);

        assertThat(sent).containsExactly("a", "b", "c", "d");
    }
}
