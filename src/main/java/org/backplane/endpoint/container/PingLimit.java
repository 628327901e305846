package org.backplane.endpoint.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.backplane.security.RateLimit;

/**
 * Follows the bytes of a WebSocket client from frame to frame (RFC 6455, section 5.2) and stops one that pings too often, or
 * whose frames can be read in two ways: Tyrus takes four bytes for the mask whether a frame says that it has one or not.
 * Not thread-safe; whoever reads from the client calls it.
 */
final class PingLimit {

    private static final int PING = 9;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASK_BYTES = 4;

    private final RateLimit pings;
    private final ByteBuffer head = ByteBuffer.allocate(2 + Long.BYTES + MASK_BYTES);
    private long payloadLeft;

    /** @param pings how many of them a client may send */
    PingLimit(RateLimit pings) {
        this.pings = pings;
    }

    /**
     * The client sent this.
     *
     * @throws IOException if it holds a ping too many, or what no client may send
     */
    void see(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (payloadLeft > 0) {
                int passed = (int) Math.min(payloadLeft, end - at);
                payloadLeft -= passed;
                at += passed;
            } else {
                take(bytes[at++]);
            }
        }
    }

    private void take(byte next) throws IOException {
        head.put(next);
        if (head.position() < 2) {
            return;
        }
        requireFrame(head.get(1) < 0);
        if (head.position() < headLength()) {
            return;
        }
        payloadLeft = payloadLength();
        requireFrame(payloadLeft >= 0);
        boolean isPing = (head.get(0) & OPCODE) == PING;
        head.clear();
        if (isPing && !pings.tryTake()) {
            throw new IOException("the client sends too many pings");
        }
    }

    private static void requireFrame(boolean isOne) throws IOException {
        if (!isOne) {
            throw new IOException("the client sends what is no frame of a client");
        }
    }

    private int headLength() {
        int length = head.get(1) & LENGTH;
        int more = length == EIGHT_BYTES ? Long.BYTES : length == TWO_BYTES ? Short.BYTES : 0;
        return 2 + more + MASK_BYTES;
    }

    private long payloadLength() {
        int length = head.get(1) & LENGTH;
        return length == EIGHT_BYTES
                ? head.getLong(2)
                : length == TWO_BYTES ? Short.toUnsignedInt(head.getShort(2)) : length;
    }
}
