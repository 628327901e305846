package org.backplane.it.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.backplane.it.servers.Node;

/**
 * A WebSocket client on a bare socket, for what a proper client refuses to send: headers of its choice and broken UTF-8.
 * Used by one thread.
 */
public final class RawWebSocket implements AutoCloseable {

    /** Opcode of a frame that goes on with the message of the one before. */
    public static final int CONTINUATION = 0;

    /** Opcode of a text frame. */
    public static final int TEXT = 1;

    /** Opcode of a binary frame. */
    public static final int BINARY = 2;

    /** Opcode of a close frame. */
    public static final int CLOSE = 8;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int GONE = 1006;

    private final Socket socket;
    private final DataInputStream in;
    private final String head;

    /** Connects and asks for the upgrade with further headers; {@code Host} is replaced if it is among them. */
    public RawWebSocket(Node node, Map<String, String> headers) throws IOException {
        this(node, node.hub().getPath(), headers);
    }

    /** Connects at another path, or another spelling of it. */
    public RawWebSocket(Node node, String path, Map<String, String> headers) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), node.port()), node, path, headers);
    }

    /** Connects from another address of this machine. */
    public static RawWebSocket from(InetAddress own, Node node, String path, Map<String, String> headers)
            throws IOException {
        return new RawWebSocket(new Socket(InetAddress.getLoopbackAddress(), node.port(), own, 0), node, path, headers);
    }

    private RawWebSocket(Socket socket, Node node, String path, Map<String, String> headers) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Wire.BOUND.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        if (!headers.containsKey("Host")) {
            request.append("Host: ").append(node.hub().getAuthority()).append("\r\n");
        }
        request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        head = readHead();
    }

    /** The status of the answer to the upgrade: 101 if it was granted. */
    public int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** The answer to the upgrade: its first line and its headers. */
    public String head() {
        return head;
    }

    /** Sends a whole frame, masked with zeros. */
    public void frame(int opcode, byte[] payload) throws IOException {
        header(FINAL | opcode, payload.length);
        write(payload);
    }

    /** Sends a frame that is not the last of its message. */
    public void part(int opcode, byte[] payload) throws IOException {
        header(opcode, payload.length);
        write(payload);
    }

    /** Sends a text frame. */
    public void text(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public void bytes(byte[] frames) throws IOException {
        write(frames);
    }

    /** Reads the next text frame; empty if the connection closes instead. */
    public String readText() throws IOException {
        Frame frame = readFrame();
        return frame.opcode() == TEXT
                ? StandardCharsets.UTF_8.decode(frame.payload()).toString()
                : "";
    }

    /** Reads on until the node closes the connection, and returns the code; 1006 if there is none. */
    public int readClose() throws IOException {
        Frame frame = readFrame();
        while (frame.opcode() != CLOSE) {
            frame = readFrame();
        }
        ByteBuffer payload = frame.payload();
        return payload.remaining() < 2 ? GONE : Short.toUnsignedInt(payload.getShort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void header(int first, int length) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (length < 126) {
            header.put((byte) (MASKED | length));
        } else if (length < 1 << 16) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        header.putInt(0);
        write(Arrays.copyOf(header.array(), header.position()));
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** The next frame; a connection that just ends reads as a close frame without a code. */
    private Frame readFrame() throws IOException {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            long length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new Frame(opcode, ByteBuffer.wrap(payload));
        } catch (EOFException | SocketException e) {
            return new Frame(CLOSE, ByteBuffer.allocate(0));
        }
    }

    private record Frame(int opcode, ByteBuffer payload) {}
}
