package org.backplane.config.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of UTF-8 (RFC 3986).
 *
 * <p>Not {@link java.net.URLDecoder}: that decodes a plus sign as a space, as in HTML forms, and accepts malformed
 * UTF-8.
 */
public final class PercentCode {

    private static final String COMPLAINT =
            "has a % in user or password that is not followed by the code of a character";

    private PercentCode() {}

    public static String decode(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded.write(hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
                i += 2;
            } else {
                decoded.write(encoded[i]);
            }
        }
        return utf8(decoded.toByteArray());
    }

    private static int hex(byte[] text, int index) {
        int digit = index < text.length ? Character.digit((char) text[index], 16) : -1;
        Parsers.require(digit >= 0, COMPLAINT);
        return digit;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(COMPLAINT, e);
        }
    }
}
