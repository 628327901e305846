package org.backplane.endpoint.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.backplane.security.AnonymousTokens;

/**
 * The secret that proves to the endpoint that a handshake passed {@link HandshakeFilter}, so that handshakes which bypassed it
 * are refused: Open Liberty 26.0.0.3 matches {@code /hub;x} to the path of the endpoint, but not to that of the filter.
 *
 * <p>It is generated at each start of the application and never sent to a client. Thread-safe.
 */
@ApplicationScoped
public class HandshakePass {

    private final String secret = new AnonymousTokens().issue();

    /** For the container. */
    public HandshakePass() {}

    /** Returns the value that the filter adds to a handshake. */
    String secret() {
        return secret;
    }

    /** Whether a handshake carries the secret; compares in constant time. */
    boolean isOn(Handshake handshake) {
        return MessageDigest.isEqual(bytes(secret), bytes(handshake.pass()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
