package org.backplane.endpoint.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.backplane.security.RateLimit;

/**
 * Parses the frame headers in the bytes that a WebSocket client sends (RFC 6455, section 5.2), and rejects too many pings and
 * frames without a mask. The latter are ambiguous: Tyrus reads four bytes of mask whether or not the header announces one.
 * Not thread-safe: called by the thread that reads from the client.
 */
final class PingLimit {

    private static final int PING = 9;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASK_BYTES = 4;

    private final RateLimit pings;
    private final ByteBuffer header = ByteBuffer.allocate(2 + Long.BYTES + MASK_BYTES);
    private long payloadLeft;

    /** @param pings the limit of pings of this client */
    PingLimit(RateLimit pings) {
        this.pings = pings;
    }

    /**
     * Accepts the next bytes of the client; frames may be cut anywhere.
     *
     * @throws IOException if the bytes contain a ping above the limit, or a frame that is not masked or has a negative length
     */
    void accept(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, end - position);
                payloadLeft -= skipped;
                position += skipped;
            } else {
                acceptHeaderByte(bytes[position++]);
            }
        }
    }

    private void acceptHeaderByte(byte next) throws IOException {
        header.put(next);
        if (header.position() < 2) {
            return;
        }
        requireFrame(header.get(1) < 0);
        if (header.position() < headerLength()) {
            return;
        }
        payloadLeft = payloadLength();
        requireFrame(payloadLeft >= 0);
        boolean isPing = (header.get(0) & OPCODE) == PING;
        header.clear();
        if (isPing && !pings.tryTake()) {
            throw new IOException("the client sends too many pings");
        }
    }

    private static void requireFrame(boolean isValid) throws IOException {
        if (!isValid) {
            throw new IOException("the client sends an invalid frame");
        }
    }

    private int headerLength() {
        int length = header.get(1) & LENGTH;
        int more = length == EIGHT_BYTES ? Long.BYTES : length == TWO_BYTES ? Short.BYTES : 0;
        return 2 + more + MASK_BYTES;
    }

    private long payloadLength() {
        int length = header.get(1) & LENGTH;
        return length == EIGHT_BYTES
                ? header.getLong(2)
                : length == TWO_BYTES ? Short.toUnsignedInt(header.getShort(2)) : length;
    }
}
