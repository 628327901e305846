package org.backplane.hub.connection;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.message.UserId;
import org.jspecify.annotations.Nullable;

/** The open connections of this node, and how many each user and each address has. Thread-safe. */
public final class Connections {

    private final Set<ClientConnection> all = ConcurrentHashMap.newKeySet();

    /** Most users have one connection: a set that can grow is made with the second. */
    private final Map<UserId, Set<ClientConnection>> byUser = new ConcurrentHashMap<>();

    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final int perUser;
    private final OptionalInt perAddress;

    public Connections(Configuration configuration) {
        this.perUser = configuration.get(Settings.CONNECTIONS_PER_USER);
        this.perAddress = configuration.get(Settings.CONNECTIONS_PER_ADDRESS);
    }

    /** Takes a connection in; false if there are too many from its address, and it is not in then. */
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

    /** It is known now whose connection it is; false if he has too many, and it is not counted as his then. */
    boolean greet(ClientConnection connection, UserId user) {
        Set<ClientConnection> his = byUser.merge(
                user, Set.of(connection), (before, one) -> before.size() < perUser ? with(before, connection) : before);
        return his.contains(connection);
    }

    void remove(ClientConnection connection) {
        if (all.remove(connection)) {
            leaveAddress(connection.address());
        }
        connection.user().ifPresent(user -> byUser.computeIfPresent(user.id(), (id, his) -> without(his, connection)));
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
        byAddress.computeIfPresent(address, (a, count) -> count == 1 ? zero() : Integer.valueOf(count - 1));
    }

    private static @Nullable Integer zero() {
        return null;
    }

    /** A live view. */
    public Set<ClientConnection> all() {
        return all;
    }

    public Set<ClientConnection> of(UserId user) {
        return Set.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    public int users() {
        return byUser.size();
    }
}
