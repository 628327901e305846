package org.backplane.broker;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Which node this is.
 *
 * @param id random at each start; letters, digits, {@code -} and {@code _}
 * @param name the name that people see
 */
public record NodeIdentity(String id, String name) {

    private static final int ID_BYTES = 12;

    /** A new identity: 96 random bits. */
    public static NodeIdentity random(String name) {
        byte[] bits = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bits);
        return new NodeIdentity(Base64.getUrlEncoder().withoutPadding().encodeToString(bits), name);
    }
}
