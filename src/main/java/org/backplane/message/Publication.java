package org.backplane.message;

import java.util.Optional;

/**
 * What somebody wants in a channel, before the broker gave it a position.
 *
 * @param channel where to
 * @param id the message's id, unique for ever
 * @param key the publisher's idempotency key, 1 to {@value #MAX_KEY} characters; empty for none
 * @param name the message's name
 * @param from who publishes
 * @param to the recipient of a private message; empty for others
 * @param data the content
 */
public record Publication(
        ChannelName channel, String id, String key, String name, Sender from, Optional<UserId> to, JsonText data) {

    /** Longest idempotency key, in characters. */
    public static final int MAX_KEY = 128;

    /** @throws IllegalArgumentException if name or key are not as they should be; the message is fit for the client */
    public Publication {
        Names.require("a message name", name, Names.MAX_NAME);
        if (key.length() > MAX_KEY || key.codePoints().anyMatch(Publication::isUnfitForKey)) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_KEY + " characters, none of them control characters");
        }
    }

    /** Half a surrogate pair cannot be written as UTF-8: two keys would become one. */
    private static boolean isUnfitForKey(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** The field of the idempotency table: the user and the key; empty if there is no key. */
    public String keyOfUser() {
        return key.isEmpty() ? "" : from.user() + " " + key;
    }

    /** The same content for another channel. */
    public Publication in(ChannelName other) {
        return new Publication(other, id, key, name, from, to, data);
    }

    /** The same content under the id that the broker keeps for its key. */
    public Publication withId(String other) {
        return new Publication(channel, other, key, name, from, to, data);
    }

    /** The rest of the message's JSON object: all that the publisher determines, and the closing brace. */
    public String body() {
        JsonWriter json = new JsonWriter().string("id", id);
        if (!key.isEmpty()) {
            json.string("key", key);
        }
        json.string("name", name).raw("from", from.toJson());
        to.ifPresent(user -> json.string("to", user.value()));
        return json.raw("data", data.value()).end().substring(1);
    }
}
