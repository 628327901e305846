package org.backplane.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int BOUND = 10_000;

    private final AtomicInteger ended = new AtomicInteger();
    private final ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final TcpProxy proxy = TcpProxy.to(echo.getLocalPort());

    TcpProxyTest() throws IOException {
        Daemon.start("echo", this::accept);
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesBytesBothWaysInOrder() throws IOException {
        try (Socket client = connect()) {
            byte[] much = new byte[3_000_000];
            for (int i = 0; i < much.length; i++) {
                much[i] = (byte) ((i * 31) >> 3);
            }
            Daemon.start("writer", () -> write(client, much));

            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
        }
    }

    @Test
    void endPassesToo() throws IOException {
        try (Socket client = connect()) {
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        awaitEnded(1);
    }

    @Test
    void cutDropsWhatIsThereAndTakesWhatComes() throws IOException {
        try (Socket before = connect()) {
            echoes(before, "one");

            proxy.cut();

            assertThat(isDropped(before)).isTrue();
            awaitEnded(1);
            try (Socket after = connect()) {
                echoes(after, "two");
            }
        }
    }

    @Test
    void blackHoleKeepsAllOpenAndDeliversWhenHealed() throws IOException {
        try (Socket before = connect()) {
            echoes(before, "one");

            proxy.blackHole();

            send(before, "two");
            assertThat(isSilent(before)).isTrue();
            try (Socket after = connect()) {
                send(after, "new");
                assertThat(isSilent(after)).isTrue();

                proxy.heal();
                assertThat(receive(after, 3)).isEqualTo("new");
            }
            assertThat(receive(before, 3)).isEqualTo("two");
        }
    }

    @Test
    void dataSentIntoABlackHoleIsDeliveredAfterHealing() throws IOException {
        try (Socket witness = connect()) {
            echoes(witness, "here");
            Socket leaver = connect();
            proxy.blackHole();
            send(leaver, "late");
            leaver.close();
            assertThat(isSilent(witness)).isTrue();
            assertThat(ended).hasValue(0);

            proxy.heal();

            awaitEnded(1);
        }
    }

    @Test
    void refusesUntilHealed() throws IOException {
        try (Socket before = connect()) {
            echoes(before, "one");

            proxy.refuse();

            assertThat(isDropped(before)).isTrue();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            proxy.heal();
            try (Socket after = connect()) {
                echoes(after, "two");
            }
        }
    }

    @Test
    void slowLinkTakesItsTime() throws IOException {
        try (Socket client = connect()) {
            proxy.slow(100_000);
            long start = System.nanoTime();
            byte[] half = new byte[50_000];
            Daemon.start("writer", () -> write(client, half));

            client.getInputStream().readNBytes(half.length);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
            proxy.heal();
            echoes(client, "fast");
        }
    }

    @Test
    void delayedBytesComeLater() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofMillis(150));
            long start = System.nanoTime();

            echoes(client, "there and back");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
        }
    }

    @Test
    void targetThatRefusesEndsTheConnection() throws IOException {
        // Not the port of the server above: others may be given it as soon as it is closed.
        proxy.target(FreePorts.takeOne());
        try (Socket client = connect()) {
            assertThat(isDropped(client)).isTrue();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Daemon.start("echo", () -> echo(socket));
            }
        } catch (IOException closed) {
            // At the end.
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException dropped) {
            // As good an end as any.
        }
        ended.incrementAndGet();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(BOUND);
        return socket;
    }

    private void awaitEnded(int count) {
        await().atMost(Duration.ofMillis(BOUND)).until(() -> ended.get() == count);
    }

    private static void echoes(Socket socket, String text) throws IOException {
        send(socket, text);
        assertThat(receive(socket, text.length())).isEqualTo(text);
    }

    private static void send(Socket socket, String text) {
        write(socket, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String receive(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Nothing comes for a while, and it stays open. */
    private static boolean isSilent(Socket socket) throws IOException {
        socket.setSoTimeout(200);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } finally {
            socket.setSoTimeout(BOUND);
        }
    }

    private static boolean isDropped(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
