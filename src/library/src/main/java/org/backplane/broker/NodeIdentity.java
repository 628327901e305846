package org.backplane.broker;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The identity of this node.
 *
 * @param id random at each start; letters, digits, {@code -} and {@code _}
 * @param name the name that users see
 * @param application the context path, which distinguishes other applications that use the same Redis by accident;
 *     empty if unknown
 */
public record NodeIdentity(String id, String name, String application) {

    private static final int ID_BYTES = 12;

    /** An identity without an application. */
    public NodeIdentity(String id, String name) {
        this(id, name, "");
    }

    /** A new identity with an id of 96 random bits and without an application. */
    public static NodeIdentity random(String name) {
        return random(name, "");
    }

    /** A new identity with an id of 96 random bits. */
    public static NodeIdentity random(String name, String application) {
        byte[] bits = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bits);
        return new NodeIdentity(Base64.getUrlEncoder().withoutPadding().encodeToString(bits), name, application);
    }
}
