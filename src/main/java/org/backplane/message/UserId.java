package org.backplane.message;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Who a user is, in every place that names one. An id that starts with {@code ~} is anonymous; every other one was
 * verified by the container.
 *
 * @param value letters, marks, digits and {@code _ - . @ % ~}, 1 to {@value #MAX_LENGTH} code points
 */
public record UserId(String value) {

    /** Longest id, in code points, so that the inbox of every user is a channel name of at most 128. */
    public static final int MAX_LENGTH = Names.MAX_CHANNEL - 1;

    /** @throws IllegalArgumentException if the value is no user id */
    public UserId {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("a user id must have 1 to " + MAX_LENGTH + " characters, not " + length);
        }
        if (!value.codePoints().skip(value.startsWith("~") ? 1 : 0).allMatch(c -> isPlain(c) || c == '%')) {
            throw new IllegalArgumentException("a user id may hold letters, marks, digits and _ - . % @ only");
        }
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException("a user id must be in Unicode normalization form C");
        }
    }

    /**
     * The id of a user whom the container has logged in: the Principal's name in normalization form C, each character
     * outside letters, marks, digits and {@code _ - . @} as the {@code %XX} of its UTF-8 bytes.
     *
     * @throws IllegalArgumentException if the name is empty, its id would be too long, or it holds half a surrogate pair,
     *     which has no UTF-8 bytes of its own
     */
    public static UserId ofPrincipal(String name) {
        StringBuilder id = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (isPlain(c)) {
                id.appendCodePoint(c);
            } else if (Character.getType(c) == Character.SURROGATE) {
                throw new IllegalArgumentException("a user's name may not hold half a surrogate pair");
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    id.append(String.format("%%%02X", b & 0xFF));
                }
            }
        });
        return new UserId(id.toString());
    }

    /** Whether nobody has verified who this is. */
    public boolean isAnonymous() {
        return value.startsWith("~");
    }

    private static boolean isPlain(int c) {
        return Names.isLetterMarkOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '@';
    }

    @Override
    public String toString() {
        return value;
    }
}
