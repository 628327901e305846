package org.backplane.hub.api;

import java.time.Duration;
import java.util.Optional;
import org.backplane.hub.command.Requester;
import org.backplane.message.JsonWriter;

/**
 * The content of {@code welcome}, the answer to {@code hello}.
 *
 * @param connection id of the connection
 * @param caller the user of the connection
 * @param token identifies an anonymous user at the next connect; empty for a verified user
 * @param node the node of the connection
 */
public record Welcome(String connection, Requester caller, Optional<String> token, Node node) {

    /**
     * What a client needs to know of its node.
     *
     * @param name shown to people; empty for users who may not see names of nodes
     * @param ping the silence after which the node sends a ping
     * @param maxBytes the maximum length of a line, in bytes of UTF-8
     */
    public record Node(Optional<String> name, Duration ping, int maxBytes) {}

    public void write(JsonWriter json) {
        json.string("connection", connection)
                .string("user", caller.sender().user())
                .string("name", caller.name().value())
                .bool("verified", caller.sender().verified());
        token.ifPresent(secret -> json.string("token", secret));
        node.name().ifPresent(name -> json.string("node", name));
        json.number("ping", node.ping().toMillis()).number("maxBytes", node.maxBytes());
    }
}
