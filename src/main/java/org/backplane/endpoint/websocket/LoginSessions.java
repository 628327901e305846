package org.backplane.endpoint.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;

/**
 * Which connections hang on which HTTP session: when the session ends, because the user logs out or because it expires, they
 * end with it. Thread-safe.
 *
 * <p>A login that has no session, like BASIC on most servers, ends with the connection.
 */
@ApplicationScoped
public class LoginSessions {

    private final Map<String, Set<Connection>> bySession = new ConcurrentHashMap<>();

    /** For the container. */
    public LoginSessions() {}

    /** A connection was opened under a session. */
    void opened(HttpSession session, Connection connection) {
        add(session.getId(), Set.of(connection));
        if (!isValid(session)) {
            connection.close(CloseReason.LOGIN_ENDED);
        }
    }

    /** Within one step, so that no set is added to that {@link #closed} has just thrown away. */
    private void add(String session, Set<Connection> more) {
        bySession.compute(session, (id, before) -> {
            Set<Connection> connections = before == null ? ConcurrentHashMap.newKeySet() : before;
            connections.addAll(more);
            return connections;
        });
    }

    /** The session may have ended between the handshake and the opening. */
    private static boolean isValid(HttpSession session) {
        try {
            return session.getCreationTime() > 0;
        } catch (IllegalStateException ended) {
            return false;
        }
    }

    /** A connection is closed. */
    void closed(HttpSession session, Connection connection) {
        bySession.computeIfPresent(session.getId(), (id, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
        });
    }

    /** A session has another id from now on. */
    void renamed(String before, String now) {
        Set<Connection> connections = bySession.remove(before);
        if (connections != null) {
            add(now, connections);
        }
    }

    /** A session has ended. */
    void ended(String session) {
        Set<Connection> connections = bySession.remove(session);
        if (connections != null) {
            connections.forEach(connection -> connection.close(CloseReason.LOGIN_ENDED));
        }
    }
}
