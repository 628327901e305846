package org.backplane.endpoint;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.HandshakeRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.hub.Identity;
import org.backplane.security.User;

/**
 * What the opening handshake told of a client.
 *
 * @param identity who the container says it is
 * @param remoteAddress where it connects from; empty if nobody knows
 */
record Handshake(Identity identity, String remoteAddress) {

    private static final Handshake UNKNOWN = new Handshake(Identity.ANONYMOUS, "");

    static Handshake of(HandshakeRequest request) {
        Principal principal = request.getUserPrincipal();
        Identity identity = principal == null
                ? Identity.ANONYMOUS
                : new Identity(
                        Optional.of(User.ofPrincipal(principal.getName(), request::isUserInRole)), principal.getName());
        return new Handshake(identity, remoteAddress(request.getHeaders()));
    }

    private static String remoteAddress(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(HandshakeFilter.REMOTE_ADDRESS))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse("");
    }

    void keepIn(EndpointConfig config) {
        config.getUserProperties().put(Handshake.class.getName(), this);
    }

    static Handshake keptIn(EndpointConfig config) {
        return config.getUserProperties().get(Handshake.class.getName()) instanceof Handshake handshake
                ? handshake
                : UNKNOWN;
    }
}
