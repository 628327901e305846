package org.backplane.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Base64;

/**
 * Identifies a user. An id that starts with {@code ~} is anonymous; every other one was
 * authenticated by the container.
 *
 * @param value letters, marks, digits and {@code _ - . @ % ~}, 1 to {@value #MAX_LENGTH} code points
 */
public record UserId(String value) {

    /** Longest id, in code points, so that the inbox of every user is a channel name of at most 128. */
    public static final int MAX_LENGTH = Names.MAX_CHANNEL - 1;

    private static final String HASH_SIGN = "%-";
    private static final int HASH_LENGTH = 43;
    private static final int HEAD_LENGTH = MAX_LENGTH - HASH_LENGTH - HASH_SIGN.length();
    private static final int ESCAPE_LENGTH = "%XX".length();

    /** @throws IllegalArgumentException if the value is not a user id */
    public UserId {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("a user id must have 1 to " + MAX_LENGTH + " characters, not " + length);
        }
        if (!value.codePoints().skip(value.startsWith("~") ? 1 : 0).allMatch(c -> isPlain(c) || c == '%')) {
            throw new IllegalArgumentException("a user id may contain letters, marks, digits and _ - . % @ only");
        }
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException("a user id must be in Unicode normalization form C");
        }
    }

    /**
     * Returns the id of a user whom the container has authenticated: the name of the Principal in normalization form C, each
     * character outside letters, marks, digits and {@code _ - . @} as {@code %XX} for each of its UTF-8 bytes.
     *
     * <p>If that is too long, as names in certificates may be, the id is its beginning, {@code %-} and the SHA-256 of the
     * whole in base64url. So every node computes the same id, and different names have different ids.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public static UserId ofPrincipal(String name) {
        StringBuilder id = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().forEach(c -> {
            if (isPlain(c)) {
                id.appendCodePoint(c);
            } else {
                appendEscaped(id, c);
            }
        });
        return new UserId(id.codePointCount(0, id.length()) <= MAX_LENGTH ? id.toString() : shortened(id.toString()));
    }

    /** An unpaired surrogate has no UTF-8 bytes of its own, and gets those that it would have as a character. */
    private static void appendEscaped(StringBuilder id, int c) {
        if (Character.getType(c) == Character.SURROGATE) {
            id.append(String.format("%%%02X%%%02X%%%02X", 0xE0 | (c >> 12), 0x80 | (c >> 6 & 0x3F), 0x80 | (c & 0x3F)));
            return;
        }
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            id.append(String.format("%%%02X", b & 0xFF));
        }
    }

    /** No id that is not shortened has a {@code %} that two hexadecimal digits do not follow. */
    private static String shortened(String id) {
        String head = id.substring(0, id.offsetByCodePoints(0, HEAD_LENGTH));
        int percent = head.lastIndexOf('%');
        return (percent > head.length() - ESCAPE_LENGTH ? head.substring(0, percent) : head) + HASH_SIGN + sha256(id);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the user is anonymous. */
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
