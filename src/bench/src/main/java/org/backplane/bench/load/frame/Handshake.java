package org.backplane.bench.load.frame;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The opening of a WebSocket, from the client's side (RFC 6455, 4.1). */
public final class Handshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE = 16;

    private final byte[] nonce = new byte[NONCE];
    private final InetSocketAddress address;
    private final String path;

    public Handshake(InetSocketAddress address, String path) {
        this.address = address;
        this.path = path;
        ThreadLocalRandom.current().nextBytes(nonce);
    }

    private String key() {
        return Base64.getEncoder().encodeToString(nonce);
    }

    /** What the client sends. */
    public ByteBuffer request() {
        String host = address.getHostString() + ":" + address.getPort();
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key()
                + "\r\n\r\n";
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Where the head of an answer ends; negative if it is not all there. */
    public static int end(byte[] buffer, FrameReader.Span bytes) {
        for (int i = bytes.from() + 3; i < bytes.to(); i++) {
            if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** @throws IllegalStateException if the server does not agree */
    public void check(String head) {
        boolean agrees = head.startsWith("HTTP/1.1 101")
                && head.toLowerCase(Locale.ROOT)
                        .contains("sec-websocket-accept: " + accepted().toLowerCase(Locale.ROOT));
        if (!agrees) {
            throw new IllegalStateException(path + " at " + address + " answered " + head.strip());
        }
    }

    private String accepted() {
        try {
            byte[] bytes = (key() + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
