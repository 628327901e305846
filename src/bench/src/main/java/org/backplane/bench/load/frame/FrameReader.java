package org.backplane.bench.load.frame;

/** Finds the frames of a server in bytes as they came, without copying them. */
public final class FrameReader {

    private static final int OPCODE = 0x0f;
    private static final int LAST = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private FrameReader() {}

    /** Gets the frames. */
    public interface Sink {

        /** The payload of a frame: bytes of the buffer, which are others after the call. */
        void frame(int opcode, boolean last, byte[] buffer, Span payload);

        /** Whether it wants further frames. */
        boolean isOpen();
    }

    /** Two places in a buffer; one object is used again and again. */
    public static final class Span {
        private int from;
        private int to;

        public int from() {
            return from;
        }

        public int to() {
            return to;
        }

        public int length() {
            return to - from;
        }

        public Span set(int newFrom, int newTo) {
            from = newFrom;
            to = newTo;
            return this;
        }
    }

    /** Hands over each whole frame between two places, and moves the span's start behind the last of them. */
    public static void read(byte[] buffer, Span bytes, Span payload, Sink sink) {
        int at = bytes.from();
        while (sink.isOpen() && at + 2 <= bytes.to()) {
            int start = payloadStart(buffer, at);
            if (start > bytes.to()) {
                break;
            }
            long end = start + payloadLength(buffer, at);
            if (end > bytes.to()) {
                break;
            }
            int first = buffer[at];
            at = (int) end;
            sink.frame(first & OPCODE, (first & LAST) != 0, buffer, payload.set(start, at));
        }
        bytes.set(at, bytes.to());
    }

    private static int payloadStart(byte[] buffer, int at) {
        int length = buffer[at + 1] & 0xff;
        if (length > LONG) {
            throw new IllegalArgumentException("a server must not mask, yet it did at " + at);
        }
        return at + 2 + (length < SHORT ? 0 : length == SHORT ? Short.BYTES : Long.BYTES);
    }

    private static long payloadLength(byte[] buffer, int at) {
        int length = buffer[at + 1];
        if (length < SHORT) {
            return length;
        }
        long number = 0;
        for (int i = at + 2; i < payloadStart(buffer, at); i++) {
            number = (number << Byte.SIZE) | (buffer[i] & 0xff);
        }
        return number;
    }
}
