package org.backplane.message;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as application code sees it.
 *
 * @param channel the channel
 * @param position the position; {@link Position#NONE} if the message is transient
 * @param id globally unique
 * @param key the publisher's idempotency key; empty if there is none
 * @param name the kind of the message
 * @param from the publisher
 * @param to the recipient, for a private message
 * @param at when the broker stored it; for a transient one, when it was published
 * @param data the content
 */
public record Message(
        ChannelName channel,
        Position position,
        String id,
        String key,
        String name,
        Sender from,
        Optional<UserId> to,
        Instant at,
        JsonText data) {

    /** Parses a {@code message} push. */
    public static Message parse(Line line) {
        JsonObject json = JsonObject.parse(line.text());
        JsonObject from = JsonObject.parse(json.value("from").orElseThrow().value());
        return new Message(
                new ChannelName(json.requiredString("channel")),
                json.string("position").map(Position::parse).orElse(Position.NONE),
                json.requiredString("id"),
                json.string("key").orElse(""),
                json.requiredString("name"),
                new Sender(
                        from.requiredString("user"),
                        new DisplayName(from.requiredString("name")),
                        from.bool("verified", false),
                        from.string("connection").orElse("")),
                json.string("to").map(UserId::new),
                Instant.parse(json.requiredString("at")),
                json.value("data").orElse(JsonText.NULL));
    }
}
