package org.backplane.bench.load.time;

/**
 * A payload of 100 bytes that says which stream it belongs to, where it stands there and when it was to be sent; the rest of it is a run
 * of one letter that occurs nowhere else, so that a receiver finds it in the bytes of a frame, whatever is around it.
 */
public final class Stamp {

    /** Bytes of the payload. */
    public static final int LENGTH = 100;

    /** Streams there can be. */
    static final int STREAMS = 10_000;

    private static final int STREAM_DIGITS = 4;
    private static final int SEQUENCE_DIGITS = 9;
    private static final int TIME_DIGITS = 19;
    private static final int DIGITS = STREAM_DIGITS + SEQUENCE_DIGITS + TIME_DIGITS;
    private static final int FILLING = LENGTH - DIGITS;
    private static final byte FILLER = '^';
    private static final int NONE = -1;

    private Stamp() {}

    /** Writes one; the time is in nanoseconds, as {@link Ticks} counts them. */
    public static void write(byte[] target, int at, Mark mark) {
        digits(target, at, STREAM_DIGITS, mark.stream());
        digits(target, at + STREAM_DIGITS, SEQUENCE_DIGITS, mark.sequence());
        digits(target, at + STREAM_DIGITS + SEQUENCE_DIGITS, TIME_DIGITS, mark.scheduled());
        for (int i = at + DIGITS; i < at + LENGTH; i++) {
            target[i] = FILLER;
        }
    }

    /** What a stamp says, for those who write it. */
    public record Mark(int stream, long sequence, long scheduled) {}

    /** Writes a number with leading zeros. */
    public static void digits(byte[] target, int at, int length, long number) {
        long rest = number;
        for (int i = at + length - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Reads a number of a fixed width. */
    public static long number(byte[] source, int at, int length) {
        long number = 0;
        for (int i = at; i < at + length; i++) {
            number = number * 10 + source[i] - '0';
        }
        return number;
    }

    public static int stream(byte[] source, int at) {
        return (int) number(source, at, STREAM_DIGITS);
    }

    public static long sequence(byte[] source, int at) {
        return number(source, at + STREAM_DIGITS, SEQUENCE_DIGITS);
    }

    public static long scheduled(byte[] source, int at) {
        return number(source, at + STREAM_DIGITS + SEQUENCE_DIGITS, TIME_DIGITS);
    }

    /** Where the first whole stamp between two places begins; negative if there is none. Looks at one byte in 68 on its way. */
    public static int find(byte[] source, int from, int to) {
        for (int i = from + LENGTH - 1; i < to; i += FILLING) {
            if (source[i] == FILLER) {
                int start = start(source, i);
                if (start >= from && isWhole(source, start, to)) {
                    return start;
                }
            }
        }
        return NONE;
    }

    private static int start(byte[] source, int inFilling) {
        int i = inFilling;
        while (i > 0 && source[i - 1] == FILLER) {
            i--;
        }
        return i - DIGITS;
    }

    private static boolean isWhole(byte[] source, int start, int to) {
        if (start + LENGTH > to) {
            return false;
        }
        for (int i = start + DIGITS; i < start + LENGTH; i++) {
            if (source[i] != FILLER) {
                return false;
            }
        }
        return true;
    }
}
