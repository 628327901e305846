package org.backplane.endpoint.websocket;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.server.HandshakeRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backplane.hub.command.Identity;
import org.backplane.security.User;
import org.jspecify.annotations.Nullable;

/**
 * What the opening handshake told of a client; to be believed if it has the pass.
 *
 * @param identity who the container says it is
 * @param remoteAddress where it connects from; empty if nobody knows
 * @param session on which its login hangs; empty if there is none
 * @param pass what shows that the filter let it in, see {@link HandshakePass}; empty if nothing does
 */
record Handshake(Identity identity, String remoteAddress, Optional<HttpSession> session, String pass) {

    private static final Handshake UNKNOWN = new Handshake(Identity.ANONYMOUS, "", Optional.empty(), "");

    static Handshake of(HandshakeRequest request) {
        Principal principal = request.getUserPrincipal();
        String address = note(request.getHeaders(), HandshakeFilter.REMOTE_ADDRESS);
        String pass = note(request.getHeaders(), HandshakeFilter.PASS);
        if (isNameless(principal)) {
            return UNKNOWN;
        } else if (principal == null) {
            return new Handshake(Identity.ANONYMOUS, address, Optional.empty(), pass);
        }
        Set<String> roles = RoleList.read(note(request.getHeaders(), HandshakeFilter.ROLES));
        User user = User.ofPrincipal(principal.getName(), roles::contains);
        return new Handshake(new Identity(Optional.of(user), principal.getName()), address, session(request), pass);
    }

    /** Whether somebody is logged in whom nobody can name; such a handshake is never believed. */
    static boolean isNameless(@Nullable Principal principal) {
        return principal != null
                && (principal.getName() == null || principal.getName().isEmpty());
    }

    private static Optional<HttpSession> session(HandshakeRequest request) {
        return request.getHttpSession() instanceof HttpSession session ? Optional.of(session) : Optional.empty();
    }

    private static String note(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
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
