package org.backplane.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The server's side of one WebSocket connection on a bare socket: it sends and reads frames when the test says so, also those
 * that no proper server sends. For one thread, which every read blocks for at most 10 s.
 */
final class WebSocketPeer implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;

    private static final int FINAL = 0x80;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Pattern KEY = Pattern.compile("(?im)^Sec-WebSocket-Key: (\\S+)");

    private final ServerSocket server;
    private Socket socket = new Socket();

    WebSocketPeer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(TIMEOUT_MILLIS);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/hub");
    }

    /** Accepts the connection and returns the head of its handshake. */
    String readHandshake() throws IOException {
        socket = server.accept();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(new DataInputStream(socket.getInputStream()).readUnsignedByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Accepts the connection and grants the handshake; returns its head. */
    String accept() throws IOException {
        var head = readHandshake();
        answer("101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + proof(head));
        return head;
    }

    /** Answers the handshake. */
    void answer(String statusAndHeaders) throws IOException {
        write(("HTTP/1.1 " + statusAndHeaders + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void text(String text) throws IOException {
        frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a text frame in parts. */
    void parts(String... parts) throws IOException {
        for (int i = 0; i < parts.length; i++) {
            int last = i == parts.length - 1 ? FINAL : 0;
            frame(last | (i == 0 ? TEXT : CONTINUATION), parts[i].getBytes(StandardCharsets.UTF_8));
        }
    }

    void close(int code, String reason) throws IOException {
        var text = reason.getBytes(StandardCharsets.UTF_8);
        frame(
                FINAL | CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** Reads the payload of the next frame: its text, or code and reason of a close frame. */
    String read() throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        var mask = in.readNBytes(4);
        var payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        var bytes = ByteBuffer.wrap(payload);
        var code = opcode == CLOSE ? bytes.getShort() + " " : "";
        return code + StandardCharsets.UTF_8.decode(bytes);
    }

    /** Ends the TCP connection without a close frame. */
    void cut() throws IOException {
        socket.close();
    }

    private void frame(int first, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        write(bytes);
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** RFC 6455, section 4.2.2. */
    private static String proof(String head) {
        var key = KEY.matcher(head);
        if (!key.find()) {
            throw new AssertionError("no key in " + head);
        }
        try {
            var text = key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            var hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.close();
    }
}
