package org.backplane.message;

import java.text.Normalizer;

/** The rules for channel names, message names and state keys. */
public final class Names {

    /** Longest channel name, in code points. */
    public static final int MAX_CHANNEL = 128;

    /** Longest message name and longest state key, in code points. */
    public static final int MAX_NAME = 64;

    private Names() {}

    /**
     * Returns {@code text} if it is a name: letters, combining marks, decimal digits and {@code _ . : -}, in Unicode
     * normalization form C, case-sensitive.
     *
     * @param what the kind of name, for the error message
     * @param max longest length in code points
     * @throws IllegalArgumentException if it is not a name; the message has the reason and may be sent to the client
     */
    public static String require(String what, String text, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > max) {
            throw new IllegalArgumentException(what + " must have 1 to " + max + " characters, not " + length);
        }
        text.codePoints().filter(c -> !isLegal(c)).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException(
                    what + " may contain letters, marks, digits and _ . : - only, not U+" + String.format("%04X", c));
        });
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException(what + " must be in Unicode normalization form C");
        }
        return text;
    }

    /** Returns a text for logs: characters other than printable ASCII as Java escapes. */
    static String printable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return plain.toString();
    }

    private static boolean isLegal(int c) {
        return isLetterMarkOrDigit(c) || c == '_' || c == '.' || c == ':' || c == '-';
    }

    /** Whether a code point is in one of the Unicode categories L, M and Nd. */
    static boolean isLetterMarkOrDigit(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER -> true;
            default -> false;
        };
    }
}
