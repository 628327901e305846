package org.backplane.security;

import org.backplane.message.ChannelName;

/**
 * Matches one channel, or all channels with a prefix: {@code news}, {@code staff.*}, {@code *}.
 *
 * <p>Of the patterns that match a channel the most specific one applies: its name, else the longest prefix, as with the URL
 * patterns of {@code web.xml}.
 *
 * @param text the name of a channel, or a prefix (which may be empty) and {@code *}
 */
record ChannelPattern(String text) {

    private static final String WILDCARD = "*";

    /** @throws IllegalArgumentException if it can match no channel */
    ChannelPattern {
        String prefix = isPrefix(text) ? withoutWildcard(text) : text;
        if (prefix.contains(WILDCARD)) {
            throw new IllegalArgumentException("a * stands at the end of a channel only");
        }
        new ChannelName(isPrefix(text) ? prefix + "x" : prefix);
    }

    private static boolean isPrefix(String text) {
        return text.endsWith(WILDCARD);
    }

    private static String withoutWildcard(String text) {
        return text.substring(0, text.length() - WILDCARD.length());
    }

    boolean matches(ChannelName channel) {
        return isPrefix(text)
                ? channel.value().startsWith(withoutWildcard(text))
                : channel.value().equals(text);
    }

    /**
     * Returns a number that is greater the more specific the pattern is, comparable among patterns that match the same
     * channel.
     */
    int specificity() {
        return isPrefix(text) ? text.length() : Integer.MAX_VALUE;
    }

    /** Whether it matches only inboxes. */
    boolean matchesInboxesOnly() {
        return text.startsWith("@");
    }
}
