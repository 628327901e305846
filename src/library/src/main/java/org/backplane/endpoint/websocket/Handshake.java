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
 * The facts about a client in its opening handshake. Valid only if {@link HandshakePass#isOn} accepts it.
 *
 * @param identity the login according to the container
 * @param remoteAddress the address of the client; empty if unknown
 * @param session the HTTP session of the login; empty if there is none
 * @param pass the secret that {@link HandshakeFilter} added, see {@link HandshakePass}; empty if there is none
 */
record Handshake(Identity identity, String remoteAddress, Optional<HttpSession> session, String pass) {

    private static final Handshake UNKNOWN = new Handshake(Identity.ANONYMOUS, "", Optional.empty(), "");

    static Handshake of(HandshakeRequest request) {
        Principal principal = request.getUserPrincipal();
        String address = header(request.getHeaders(), HandshakeFilter.REMOTE_ADDRESS);
        String pass = header(request.getHeaders(), HandshakeFilter.PASS);
        if (isNameless(principal)) {
            return UNKNOWN;
        } else if (principal == null) {
            return new Handshake(Identity.ANONYMOUS, address, Optional.empty(), pass);
        }
        Set<String> roles = RoleList.decode(header(request.getHeaders(), HandshakeFilter.ROLES));
        User user = User.ofPrincipal(principal.getName(), roles::contains);
        return new Handshake(new Identity(Optional.of(user), principal.getName()), address, session(request), pass);
    }

    /** Whether there is a login without a name; such a handshake is never accepted. */
    static boolean isNameless(@Nullable Principal principal) {
        return principal != null
                && (principal.getName() == null || principal.getName().isEmpty());
    }

    private static Optional<HttpSession> session(HandshakeRequest request) {
        return request.getHttpSession() instanceof HttpSession session ? Optional.of(session) : Optional.empty();
    }

    private static String header(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream())
                .findFirst()
                .orElse("");
    }

    void storeIn(EndpointConfig config) {
        config.getUserProperties().put(Handshake.class.getName(), this);
    }

    static Handshake storedIn(EndpointConfig config) {
        return config.getUserProperties().get(Handshake.class.getName()) instanceof Handshake handshake
                ? handshake
                : UNKNOWN;
    }
}
