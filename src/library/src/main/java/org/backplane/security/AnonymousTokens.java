package org.backplane.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backplane.message.UserId;

/**
 * Generates the secret tokens of anonymous users, and derives the user ids from them.
 *
 * <p>A token is 128 random bits in 22 characters of base64url. The id is {@code ~} and the first 130 bits of
 * SHA-256("backplane-user" + token) in 26 characters of base32 (RFC 4648, lower case): every node derives the same id
 * without communication, and the token cannot be derived from the id. Thread-safe.
 */
public final class AnonymousTokens {

    private static final int TOKEN_BYTES = 16;
    private static final int ID_CHARACTERS = 26;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

    private final SecureRandom random = new SecureRandom();

    /** Returns a new random token. */
    public String issue() {
        byte[] bits = new byte[TOKEN_BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Returns the user of a token; empty if the text is not a token. */
    public Optional<User> userOf(String token) {
        return TOKEN.matcher(token).matches() ? Optional.of(User.anonymous(idOf(token))) : Optional.empty();
    }

    private static UserId idOf(String token) {
        byte[] hash = sha256("backplane-user" + token);
        StringBuilder id = new StringBuilder("~");
        for (int i = 0; i < ID_CHARACTERS; i++) {
            id.append(BASE32.charAt(fiveBits(hash, i * 5)));
        }
        return new UserId(id.toString());
    }

    private static int fiveBits(byte[] bytes, int from) {
        int pair = ((bytes[from / 8] & 0xFF) << 8) | (bytes[from / 8 + 1] & 0xFF);
        return (pair >> (11 - from % 8)) & 0x1F;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
