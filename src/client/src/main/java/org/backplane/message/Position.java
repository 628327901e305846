package org.backplane.message;

/**
 * The position of a message in its channel. Clients treat the text form {@code epoch:offset} as opaque.
 *
 * @param epoch identifies one unbroken history of the channel's log
 * @param offset 0 before the first message; increases by one with each message, across epochs too
 */
public record Position(String epoch, long offset) {

    private static final int LONGEST_EPOCH = 32;
    private static final int MOST_DIGITS = 15;

    /** The position of transient messages, which have none. */
    public static final Position NONE = new Position("-", 0);

    /** @throws IllegalArgumentException if the epoch or the offset is not valid */
    public Position {
        if (offset < 0 || !isEpoch(epoch)) {
            throw new IllegalArgumentException("invalid position: " + epoch + ":" + offset);
        }
    }

    /** @throws IllegalArgumentException if the text is not of the form {@code epoch:offset} */
    public static Position parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !isEpoch(text.substring(0, colon)) || !isOffset(text, colon + 1)) {
            throw new IllegalArgumentException("a position must have the form epoch:offset");
        }
        return new Position(text.substring(0, colon), Long.parseLong(text, colon + 1, text.length(), 10));
    }

    private static boolean isEpoch(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_EPOCH;
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
        }
        return fits;
    }

    /** Whether the rest of the text is a decimal number without leading zeros. */
    private static boolean isOffset(String text, int begin) {
        int digits = text.length() - begin;
        boolean fits = digits == 1 || (digits > 1 && digits <= MOST_DIGITS && text.charAt(begin) != '0');
        for (int i = begin; fits && i < text.length(); i++) {
            fits = isDigit(text.charAt(i));
        }
        return fits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** Returns the position {@code count} messages later in the same epoch. */
    public Position plus(long count) {
        return new Position(epoch, offset + count);
    }

    @Override
    public String toString() {
        return epoch + ":" + offset;
    }
}
