package org.backplane.hub.connection;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/** The open connections of this node, with the limits for each user and each address. Thread-safe; no method blocks. */
public final class Connections {

    private final Set<ClientConnection> all = ConcurrentHashMap.newKeySet();

    /** An immutable set for one connection, as most users have, and a concurrent set for more. */
    private final Map<UserId, Set<ClientConnection>> byUser = new ConcurrentHashMap<>();

    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final int perUser;
    private final OptionalInt perAddress;

    public Connections(Configuration configuration) {
        this.perUser = configuration.get(Settings.CONNECTIONS_PER_USER);
        this.perAddress = configuration.get(Settings.CONNECTIONS_PER_ADDRESS);
    }

    /** Adds a connection; returns false, without adding it, if its address has too many. */
    public boolean add(ClientConnection connection) {
        String address = connection.address();
        int count = byAddress.merge(address, 1, Integer::sum);
        if (perAddress.isPresent() && !address.isEmpty() && count > perAddress.getAsInt()) {
            leaveAddress(address);
            return false;
        }
        all.add(connection);
        return true;
    }

    /** Assigns a connection to its user; returns false, without assigning it, if the user has too many. */
    boolean assign(ClientConnection connection, UserId user) {
        Set<ClientConnection> connections = byUser.merge(
                user,
                Set.of(connection),
                (before, added) -> before.size() < perUser ? with(before, connection) : before);
        return connections.contains(connection);
    }

    void remove(ClientConnection connection) {
        if (all.remove(connection)) {
            leaveAddress(connection.address());
        }
        connection
                .user()
                .ifPresent(user ->
                        byUser.computeIfPresent(user.id(), (id, connections) -> without(connections, connection)));
    }

    private static Set<ClientConnection> with(Set<ClientConnection> before, ClientConnection connection) {
        Set<ClientConnection> all = before;
        if (before.size() == 1) {
            all = ConcurrentHashMap.newKeySet();
            all.addAll(before);
        }
        all.add(connection);
        return all;
    }

    private static @Nullable Set<ClientConnection> without(Set<ClientConnection> before, ClientConnection connection) {
        if (before.size() > 1) {
            before.remove(connection);
            return before;
        }
        return before.contains(connection) ? null : before;
    }

    private void leaveAddress(String address) {
        byAddress.computeIfPresent(address, (a, count) -> count == 1 ? none() : Integer.valueOf(count - 1));
    }

    private static @Nullable Integer none() {
        return null;
    }

    /** All connections, as a live view. */
    public Set<ClientConnection> all() {
        return all;
    }

    /** The connections of a user, as a snapshot. */
    public Set<ClientConnection> of(UserId user) {
        return Set.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /** The number of users that have a connection. */
    public int users() {
        return byUser.size();
    }
}
