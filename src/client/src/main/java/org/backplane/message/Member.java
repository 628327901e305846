package org.backplane.message;

import java.util.List;

/**
 * A user in a channel, as others see them, with their connections on all nodes.
 *
 * @param user the user
 * @param name the display name
 * @param verified whether the container has authenticated the user
 * @param connections the number of their connections that are subscribed with presence
 * @param nodes the names of the nodes with these connections
 */
public record Member(UserId user, DisplayName name, boolean verified, int connections, List<String> nodes) {

    /** Copies the nodes. */
    public Member {
        nodes = List.copyOf(nodes);
    }

    /** Returns the same member for users who may not see the names of servers. */
    public Member withoutNodes() {
        return new Member(user, name, verified, connections, List.of());
    }

    /** Returns the member as JSON of the wire protocol. */
    public String toJson() {
        return new JsonWriter()
                .string("user", user.value())
                .string("name", name.value())
                .bool("verified", verified)
                .number("connections", connections)
                .array("nodes", nodes.stream().map(JsonText::quote).toList())
                .end();
    }
}
