package org.backplane.bench.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes one WebSocket; from then on the test is the server. Used by one thread. */
final class ScriptedServer implements AutoCloseable {

    private static final String AGREE =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int SECONDS = 20;

    /** Small, so that a client soon meets a connection that is full. */
    private static final int RECEIVE_BUFFER = 8192;

    private final ServerSocket server;
    private final CompletableFuture<Peer> peer;
    private byte[] last = {};

    private record Peer(Socket socket, DataInputStream in, String path) {}

    /** Agrees to be a WebSocket. */
    ScriptedServer() {
        this("");
    }

    /** @param answer what it says instead; empty to agree */
    ScriptedServer(String answer) {
        try {
            server = new ServerSocket();
            server.setReceiveBufferSize(RECEIVE_BUFFER);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        peer = CompletableFuture.supplyAsync(() -> accept(answer));
    }

    int port() {
        return server.getLocalPort();
    }

    private Peer accept(String answer) {
        try {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SECONDS * 1000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String request = request(in);
            String agreement =
                    AGREE + accepted(request.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1")) + "\r\n\r\n";
            String said = answer.isEmpty() ? agreement : answer;
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            return new Peer(socket, in, request.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String request(DataInputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.readUnsignedByte());
        }
        return request.toString();
    }

    private static String accepted(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Peer peer() {
        return peer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** What was asked for. */
    String path() {
        return peer().path();
    }

    /** Sends bytes one at a time, each in a segment of its own as far as the system allows. */
    void dribble(byte[] bytes) {
        try {
            for (byte each : bytes) {
                peer().socket().getOutputStream().write(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame of the client, of up to 125 bytes; its payload is kept. */
    byte[] frame() {
        try {
            DataInputStream in = peer().in();
            byte[] head = {in.readByte(), in.readByte()};
            byte[] frame = new byte[2 + 4 + (head[1] & 0x7f)];
            System.arraycopy(head, 0, frame, 0, 2);
            in.readFully(frame, 2, frame.length - 2);
            last = ServerFrame.payload(frame);
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the last frame carried. */
    byte[] lastPayload() {
        return last.clone();
    }

    @Override
    public void close() {
        try (server) {
            if (peer.isDone()) {
                peer().socket().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
