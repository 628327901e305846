package org.backplane.security;

import org.backplane.message.ChannelName;

/**
 * Names one channel, or all whose names begin alike: {@code news}, {@code staff.*}, {@code *}.
 *
 * <p>Of the patterns that a channel matches one is the closest: its own name, else the longest beginning. That is how
 * {@code web.xml} chooses among URL patterns.
 *
 * @param text a channel's name, or a beginning (perhaps of no characters) and {@code *}
 */
record ChannelPattern(String text) {

    private static final String REST = "*";

    /** @throws IllegalArgumentException if no channel can match it */
    ChannelPattern {
        String beginning = isBeginning(text) ? withoutRest(text) : text;
        if (beginning.contains(REST)) {
            throw new IllegalArgumentException("a * stands at the end of a channel only");
        }
        new ChannelName(isBeginning(text) ? beginning + "x" : beginning);
    }

    private static boolean isBeginning(String text) {
        return text.endsWith(REST);
    }

    private static String withoutRest(String text) {
        return text.substring(0, text.length() - REST.length());
    }

    boolean matches(ChannelName channel) {
        return isBeginning(text)
                ? channel.value().startsWith(withoutRest(text))
                : channel.value().equals(text);
    }

    /** The greater, the closer, among patterns that the same channel matches. */
    int closeness() {
        return isBeginning(text) ? text.length() : Integer.MAX_VALUE;
    }

    /** Whether it matches inboxes alone. */
    boolean isOfInboxes() {
        return text.startsWith("@");
    }
}
