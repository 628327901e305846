package org.backplane.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubConnectionTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ConnectionOptions OPTIONS = ConnectionOptions.of(HTTP);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private WebSocketPeer peer;

    @BeforeEach
    void listen() throws IOException {
        peer = new WebSocketPeer();
    }

    @AfterEach
    void stopListening() throws IOException {
        peer.close();
    }

    @Test
    void handshakeCarriesHeadersAndOrigin() throws Exception {
        var opening = HubConnection.open(
                peer.uri(), OPTIONS.withHeader("Cookie", "session=1").withOrigin("https://shop.example"));
        assertThat(peer.accept().lines()).contains("Cookie: session=1", "Origin: https://shop.example");
        done(opening).abort();
    }

    @Test
    void optionsDoNotShowHeaderValues() {
        assertThat(OPTIONS.withHeader("Cookie", "session=1"))
                .asString()
                .contains("Cookie")
                .doesNotContain("session");
    }

    @Test
    void refusedHandshakeFailsWithItsStatus() throws Exception {
        var opening = HubConnection.open(peer.uri(), OPTIONS);
        peer.readHandshake();
        peer.answer("403 Forbidden\r\nContent-Length: 0");
        assertThatThrownBy(() -> done(opening))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(403));
    }

    @Test
    void unansweredHandshakeFailsAfterTheTimeout() throws Exception {
        var opening = HubConnection.open(peer.uri(), OPTIONS.withTimeout(SHORT));
        peer.readHandshake();
        assertThatThrownBy(() -> done(opening)).hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void absentServerFailsToOpen() throws Exception {
        peer.close();
        assertThatThrownBy(() -> done(HubConnection.open(peer.uri(), OPTIONS))).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void framesAreJoinedAndSplitIntoLines() throws Exception {
        connect();
        peer.text("{\"n\":1}\n{\"n\":2}");
        peer.parts("{\"n\":", "3}\n{\"n", "\":4}");
        peer.text("{\"n\":5}\n");
        assertThat(receive(5)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}");
    }

    @Test
    void lineSentWithTheHandshakeIsNotLost() throws Exception {
        var opening = HubConnection.open(peer.uri(), OPTIONS);
        peer.accept();
        peer.text("first");
        done(opening).receive(received::add);
        assertThat(receive(1)).containsExactly("first");
    }

    @Test
    void linesAreDeliveredOneAtATime() throws Exception {
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        connect(OPTIONS).receive(line -> {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            inside.decrementAndGet();
            received.add(line);
        });
        for (int i = 0; i < 1000; i++) {
            peer.text("line " + i);
        }
        assertThat(receive(1000))
                .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "line " + i).toList());
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void receiverIsSetOnce() throws Exception {
        var connection = connect();
        assertThatIllegalStateException().isThrownBy(() -> connection.receive(received::add));
    }

    @Test
    void linesAreSentInOrderWithoutWaiting() throws Exception {
        var connection = connect();
        var lines =
                IntStream.range(0, 1000).mapToObj(i -> i + "x".repeat(10_000)).toList();
        var sent = lines.stream().map(connection::send).toList();
        for (var line : lines) {
            assertThat(peer.read()).isEqualTo(line);
        }
        sent.forEach(HubConnectionTest::done);
    }

    @Test
    void linesAreSentFromSeveralThreads() throws Exception {
        var connection = connect();
        var senders = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> IntStream.range(0, 250)
                        .mapToObj(i -> connection.send(thread + ":" + i))
                        .toList()))
                .toList();
        var next = new int[4];
        for (int i = 0; i < 1000; i++) {
            var line = peer.read().split(":", 2);
            assertThat(line[1]).isEqualTo(String.valueOf(next[Integer.parseInt(line[0])]++));
        }
        senders.forEach(sent -> done(sent).forEach(HubConnectionTest::done));
    }

    @Test
    void queueOfLinesIsBounded() throws Exception {
        var connection = connect();
        var line = "x".repeat(1 << 20);
        var sent = new ArrayList<CompletableFuture<Void>>();
        while (sent.size() < 100 && sent.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
            sent.add(connection.send(line));
        }
        assertThat(sent).hasSizeBetween(17, 99);
        assertThatThrownBy(() -> done(sent.get(sent.size() - 1))).hasMessageContaining("wait to be sent");
        connection.abort();
    }

    @Test
    void closeOfThePeerComesAfterTheLastLine() throws Exception {
        var connection = connect();
        var before = connection.closed().thenApply(reason -> List.copyOf(received));
        peer.text("last");
        peer.close(4029, "flooding");
        assertThat(done(connection.closed())).isEqualTo(new CloseReason(4029, "flooding"));
        assertThat(done(before)).containsExactly("last");
        assertThat(connection.isOpen()).isFalse();
        connection.abort();
        assertThat(done(connection.closed()).code()).isEqualTo(4029);
    }

    @Test
    void brokenConnectionEndsWithoutCloseFrame() throws Exception {
        var connection = connect();
        peer.cut();
        assertThat(done(connection.closed()).code()).isEqualTo(CloseReason.BROKEN);
        assertThatThrownBy(() -> done(connection.send("late"))).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void closeFrameIsSentAfterTheLinesAndAnswered() throws Exception {
        var connection = connect();
        var sent = connection.send("last");
        var closed = connection.close(CloseReason.NORMAL, "done");
        assertThat(peer.read()).isEqualTo("last");
        assertThat(peer.read()).isEqualTo("1000 done");
        peer.text("on its way");
        peer.close(CloseReason.NORMAL, "bye");
        assertThat(done(closed)).isEqualTo(new CloseReason(CloseReason.NORMAL, "bye"));
        done(sent);
        assertThat(received).containsExactly("on its way");
    }

    @Test
    void unansweredCloseFrameEndsWithTheTimeout() throws Exception {
        var connection = connect(OPTIONS.withTimeout(SHORT));
        connection.receive(received::add);
        assertThat(connection.close(CloseReason.NORMAL, "")).isNotDone();
        assertThat(done(connection.close(CloseReason.NORMAL, "again")).code()).isEqualTo(CloseReason.BROKEN);
    }

    @Test
    void closeWithACodeThatClientsMayNotSendDropsTheConnection() throws Exception {
        var connection = connect();
        assertThat(done(connection.close(CloseReason.BROKEN, "")).code()).isEqualTo(CloseReason.BROKEN);
    }

    @Test
    void nothingIsDeliveredAfterAbort() throws Exception {
        var connection = connect(OPTIONS);
        connection.receive(line -> {
            received.add(line);
            connection.abort();
        });
        peer.text("first\nsecond");
        assertThat(done(connection.closed()).code()).isEqualTo(CloseReason.BROKEN);
        assertThat(receive(1)).containsExactly("first");
        assertThatThrownBy(peer::read).isInstanceOf(IOException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void receiverThatThrowsBreaksTheConnection() throws Exception {
        var connection = connect(OPTIONS);
        connection.receive(line -> {
            throw new IllegalArgumentException("cannot read " + line);
        });
        peer.text("this");
        assertThat(done(connection.closed()))
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(CloseReason.BROKEN))
                .satisfies(reason -> assertThat(reason.reason()).contains("cannot read this"));
    }

    @Test
    void longFrameEndsTheConnection() throws Exception {
        var connection = connect();
        var quarter = "x".repeat(HubConnection.MAX_FRAME / 4);
        peer.parts(quarter, quarter, quarter, quarter);
        assertThat(receive(1)).first().asString().hasSize(HubConnection.MAX_FRAME);
        peer.parts(quarter, quarter, quarter, quarter, "x");
        assertThat(done(connection.closed()).code()).isEqualTo(CloseReason.TOO_LONG);
        assertThat(received).isEmpty();
    }

    private HubConnection connect() throws IOException {
        var connection = connect(OPTIONS);
        connection.receive(received::add);
        return connection;
    }

    private HubConnection connect(ConnectionOptions options) throws IOException {
        var opening = HubConnection.open(peer.uri(), options);
        peer.accept();
        return done(opening);
    }

    private List<String> receive(int count) throws InterruptedException {
        var lines = new ArrayList<String>();
        while (lines.size() < count) {
            var line = received.poll(10, TimeUnit.SECONDS);
            assertThat(line).as("line after %s", lines).isNotNull();
            lines.add(line);
        }
        return lines;
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
