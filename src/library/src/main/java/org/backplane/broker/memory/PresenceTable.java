package org.backplane.broker.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.Presence;
import org.backplane.broker.PresenceChange;
import org.backplane.broker.PresenceChange.Kind;
import org.backplane.message.UserId;

/** The members of a channel by user and node. Not thread-safe: guarded by the channel's lock. */
final class PresenceTable {

    private final Map<UserId, Map<String, Presence>> users = new LinkedHashMap<>();

    /** Enters or updates a presence; empty if nothing changed. */
    Optional<PresenceChange> join(Presence presence) {
        Kind kind = users.containsKey(presence.user()) ? Kind.CHANGED : Kind.JOINED;
        Map<String, Presence> nodes = users.computeIfAbsent(presence.user(), user -> new LinkedHashMap<>());
        return presence.equals(nodes.put(presence.node(), presence))
                ? Optional.empty()
                : Optional.of(new PresenceChange(kind, presence, users.size()));
    }

    /** Removes a user of a node; empty if they are not a member. */
    Optional<PresenceChange> leave(String node, UserId user) {
        Map<String, Presence> nodes = users.getOrDefault(user, Map.of());
        if (!nodes.containsKey(node)) {
            return Optional.empty();
        }
        Presence last = nodes.remove(node);
        if (nodes.isEmpty()) {
            users.remove(user);
        }
        Presence gone = new Presence(node, last.nodeName(), user, last.name(), last.verified(), 0);
        return Optional.of(new PresenceChange(nodes.isEmpty() ? Kind.LEFT : Kind.CHANGED, gone, users.size()));
    }

    /** The users who are members through a node. */
    List<UserId> usersOf(String node) {
        return users.entrySet().stream()
                .filter(user -> user.getValue().containsKey(node))
                .map(Map.Entry::getKey)
                .toList();
    }

    int count() {
        return users.size();
    }

    /** All presences; empty if there are more than {@code limit} users. */
    List<Presence> presences(int limit) {
        return users.size() > limit
                ? List.of()
                : users.values().stream()
                        .flatMap(nodes -> nodes.values().stream())
                        .toList();
    }
}
