package org.backplane.endpoint.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.hub.api.CloseReason;
import org.backplane.hub.api.Connection;

/**
 * The connections of each HTTP session. When a session ends, because the user logs out or because it expires, its connections
 * are closed. Thread-safe.
 *
 * <p>A login without a session, such as BASIC on most servers, lasts as long as its connection.
 */
@ApplicationScoped
public class LoginSessions {

    private final Map<String, Set<Connection>> bySession = new ConcurrentHashMap<>();

    /** For the container. */
    public LoginSessions() {}

    /** Adds a connection to its session; closes it if the session has ended since the handshake. */
    void opened(HttpSession session, Connection connection) {
        add(session.getId(), Set.of(connection));
        if (!isValid(session)) {
            connection.close(CloseReason.LOGIN_ENDED);
        }
    }

    /** Atomic, so that nothing is added to a set that {@link #closed} has just removed. */
    private void add(String session, Set<Connection> added) {
        bySession.compute(session, (id, before) -> {
            Set<Connection> connections = before == null ? ConcurrentHashMap.newKeySet() : before;
            connections.addAll(added);
            return connections;
        });
    }

    private static boolean isValid(HttpSession session) {
        try {
            return session.getCreationTime() > 0;
        } catch (IllegalStateException ended) {
            return false;
        }
    }

    /** Removes a closed connection from its session. */
    void closed(HttpSession session, Connection connection) {
        bySession.computeIfPresent(session.getId(), (id, connections) -> {
            connections.remove(connection);
            return connections.isEmpty() ? null : connections;
        });
    }

    /** Moves the connections of a session to its new id. */
    void renamed(String before, String now) {
        Set<Connection> connections = bySession.remove(before);
        if (connections != null) {
            add(now, connections);
        }
    }

    /** Closes all connections of a session that has ended. */
    void ended(String session) {
        Set<Connection> connections = bySession.remove(session);
        if (connections != null) {
            connections.forEach(connection -> connection.close(CloseReason.LOGIN_ENDED));
        }
    }
}
