package org.backplane.message;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as application code sees it.
 *
 * @param channel the channel it came through
 * @param position where it stands; {@link Position#NONE} if it is transient
 * @param id unique for ever
 * @param key the publisher's idempotency key; empty if it had none
 * @param name what it is
 * @param from who published it
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

    /** Reads a {@code message} push. */
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
