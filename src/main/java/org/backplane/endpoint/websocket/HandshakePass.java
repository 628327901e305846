package org.backplane.endpoint.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.backplane.security.AnonymousTokens;

/**
 * The secret by which the endpoint knows a handshake that came through {@link HandshakeFilter}, so that one that went round it
 * is refused: to Open Liberty 26.0.0.3 {@code /hub;x} is the endpoint's path, but not the filter's.
 *
 * <p>It is another one in each run of the application, and leaves the server by no door. Thread-safe.
 */
@ApplicationScoped
public class HandshakePass {

    private final String secret = new AnonymousTokens().issue();

    /** For the container. */
    public HandshakePass() {}

    /** What the filter writes on a handshake. */
    String secret() {
        return secret;
    }

    /** Whether the filter wrote on this handshake. */
    boolean isOn(Handshake handshake) {
        return MessageDigest.isEqual(bytes(secret), bytes(handshake.pass()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
