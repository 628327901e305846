package org.backplane.message;

import java.util.List;

/**
 * A user in a channel, as the others see him, all his connections on all nodes taken together.
 *
 * @param user who
 * @param name the name shown
 * @param verified whether the container vouches for him
 * @param connections how many connections of his listen to the channel
 * @param nodes the names of the nodes that they are on
 */
public record Member(UserId user, DisplayName name, boolean verified, int connections, List<String> nodes) {

    /** Copies the nodes. */
    public Member {
        nodes = List.copyOf(nodes);
    }

    /** The same, to those who may not know which servers there are. */
    public Member withoutNodes() {
        return new Member(user, name, verified, connections, List.of());
    }

    /** The member as the wire protocol writes it. */
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
