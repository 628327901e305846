package org.backplane.hub.api;

import java.time.Duration;
import java.util.Optional;
import org.backplane.hub.command.Requester;
import org.backplane.message.JsonWriter;

/**
 * What a client learns about itself when it is taken in.
 *
 * @param connection the connection's id
 * @param caller who the client is
 * @param token by which an anonymous user is known again; empty for a verified one
 * @param node what it is connected to
 */
public record Welcome(String connection, Requester caller, Optional<String> token, Node node) {

    /**
     * The node as a client needs to know it.
     *
     * @param name shown to people; empty for those who may not know which servers there are
     * @param ping how long a silence may last
     * @param maxBytes how long a line may be
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
