package org.backplane.broker;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Which node this is.
 *
 * @param id random at each start; letters, digits, {@code -} and {@code _}
 * @param name the name that people see
 * @param application what tells the application from others that use the same Redis by accident, its context path; empty if
 *     nothing does
 */
public record NodeIdentity(String id, String name, String application) {

    private static final int ID_BYTES = 12;

    /** One of an application that nothing tells from others. */
    public NodeIdentity(String id, String name) {
        this(id, name, "");
    }

    /** A new identity: 96 random bits. */
    public static NodeIdentity random(String name) {
        return random(name, "");
    }

    /** A new identity: 96 random bits. */
    public static NodeIdentity random(String name, String application) {
        byte[] bits = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bits);
        return new NodeIdentity(Base64.getUrlEncoder().withoutPadding().encodeToString(bits), name, application);
    }
}
