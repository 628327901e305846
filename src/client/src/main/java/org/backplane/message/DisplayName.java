package org.backplane.message;

/**
 * The name under which a user is shown; not an identity. Every user may choose any name, including the name of another user or
 * a similar one. Verified users are recognized by a check mark, so names must not contain check marks.
 *
 * @param value 1 to {@value #MAX_LENGTH} code points, no control or format characters but the two joiners that scripts and
 *     emoji need, no check marks, at most {@value #MAX_MARKS} marks on one letter
 */
public record DisplayName(String value) {

    /** Longest display name, in code points. */
    public static final int MAX_LENGTH = 64;

    private static final int GUEST_PART = 4;

    /** More marks would cover the lines above and below. */
    private static final int MAX_MARKS = 6;

    /** Check marks: alone, in a box, heavy, white, light. */
    private static final String SIGNS = "\u2713\u2714\u2611\u2705\uD83D\uDDF8\uD83D\uDDF9";

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** @throws IllegalArgumentException if the value is not a display name; the message may be sent to the client */
    public DisplayName {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH || !showsSomething(value)) {
            throw new IllegalArgumentException(
                    "a display name must have 1 to " + MAX_LENGTH + " characters, and not only blank ones");
        }
        if (!value.codePoints().allMatch(DisplayName::isLegal)) {
            throw new IllegalArgumentException(
                    "a display name may not hold control or format characters, nor check marks");
        }
        if (!withoutTowers(value).equals(value)) {
            throw new IllegalArgumentException(
                    "a display name may not have more than " + MAX_MARKS + " marks on a letter");
        }
    }

    /** Returns the default name of an anonymous user, the same on all endpoints: it contains the beginning of the id. */
    public static DisplayName ofGuest(UserId user) {
        String id = user.value();
        int end = id.offsetByCodePoints(0, Math.min(GUEST_PART, id.codePointCount(0, id.length())));
        return nearestTo("guest " + id.substring(0, end), "guest");
    }

    /** Returns the nearest display name to a text; {@code otherwise} if the text has no valid characters. */
    public static DisplayName nearestTo(String text, DisplayName otherwise) {
        return nearestTo(text, otherwise.value());
    }

    /** Returns the nearest display name to a text, without invalid characters and cut to the maximum length. */
    public static DisplayName nearestTo(String text, String otherwise) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().filter(DisplayName::isLegal).limit(MAX_LENGTH).forEach(kept::appendCodePoint);
        String name = withoutTowers(kept.toString());
        return new DisplayName(showsSomething(name) ? name : otherwise);
    }

    private static String withoutTowers(String text) {
        StringBuilder low = new StringBuilder();
        int marks = 0;
        for (int c : text.codePoints().toArray()) {
            marks = isMark(c) ? marks + 1 : 0;
            if (marks <= MAX_MARKS) {
                low.appendCodePoint(c);
            }
        }
        return low.toString();
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean showsSomething(String text) {
        return text.codePoints().anyMatch(c -> !isBlank(c));
    }

    /**
     * Whether a code point is invisible although its category is letter or symbol: the Hangul fillers and the empty Braille
     * pattern.
     */
    private static boolean isBlank(int c) {
        return switch (c) {
            case ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> Character.isSpaceChar(c) || Character.isWhitespace(c);
        };
    }

    private static boolean isLegal(int c) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return true;
        }
        if (SIGNS.indexOf(c) >= 0) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
