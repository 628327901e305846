package org.backplane.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames from the server's side, for tests. */
final class ServerFrame {

    private static final int SHORT = 126;

    private ServerFrame() {}

    static byte[] text(String payload) {
        return of(0x81, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** @param first the first byte of the frame: opcode, and 128 if it is the last part */
    static byte[] of(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < SHORT) {
            frame.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            frame.put((byte) SHORT).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        byte[] bytes = new byte[frame.put(payload).flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** What a client sent in one whole frame. */
    static byte[] payload(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.wrap(frame).position(1);
        int length = bytes.get() & 0x7f;
        if (length == SHORT) {
            length = bytes.getShort() & 0xffff;
        } else if (length > SHORT) {
            length = (int) bytes.getLong();
        }
        byte[] mask = new byte[4];
        bytes.get(mask);
        byte[] payload = new byte[length];
        bytes.get(payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }
}
