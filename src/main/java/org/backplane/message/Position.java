package org.backplane.message;

import java.util.regex.Pattern;

/**
 * Where a message stands in its channel. Clients treat the text form {@code epoch:offset} as opaque.
 *
 * @param epoch names one unbroken life of the channel's log
 * @param offset 0 before the first message; goes up by one with each, across epochs too
 */
public record Position(String epoch, long offset) {

    private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern OFFSET = Pattern.compile("0|[1-9][0-9]{0,14}");

    /** The place of what has none: a transient message. */
    public static final Position NONE = new Position("-", 0);

    /** @throws IllegalArgumentException if there can be no such position */
    public Position {
        if (offset < 0 || !EPOCH.matcher(epoch).matches()) {
            throw new IllegalArgumentException("no such position: " + epoch + ":" + offset);
        }
    }

    /** @throws IllegalArgumentException if the text is not of the form {@code epoch:offset} */
    public static Position parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0
                || !EPOCH.matcher(text.substring(0, colon)).matches()
                || !OFFSET.matcher(text.substring(colon + 1)).matches()) {
            throw new IllegalArgumentException("a position looks like epoch:offset");
        }
        return new Position(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** The position {@code count} messages later in the same epoch. */
    public Position plus(long count) {
        return new Position(epoch, offset + count);
    }

    @Override
    public String toString() {
        return epoch + ":" + offset;
    }
}
