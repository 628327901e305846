package org.backplane.bench.load.frame;

import java.nio.ByteBuffer;

/** Writes frames as a client has to: whole, and masked. */
public final class ClientFrame {

    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int LONGEST_HEADER = 14;

    private ClientFrame() {}

    /** One frame, ready to be read out of the buffer. */
    public static ByteBuffer of(int opcode, byte[] payload, int mask) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + payload.length);
        frame.put((byte) (LAST | opcode));
        putLength(frame, payload.length);
        frame.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (mask >>> (Byte.SIZE * (3 - (i & 3))))));
        }
        return frame.flip();
    }

    private static void putLength(ByteBuffer frame, int length) {
        if (length < SHORT) {
            frame.put((byte) (MASKED | length));
        } else if (length <= 0xffff) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | LONG)).putLong(length);
        }
    }
}
