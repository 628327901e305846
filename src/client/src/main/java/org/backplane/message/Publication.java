package org.backplane.message;

import java.util.Optional;

/**
 * A message to be published, before the broker has given it a position.
 *
 * @param channel the channel
 * @param id the id of the message, globally unique
 * @param key the publisher's idempotency key, 1 to {@value #MAX_KEY} characters; empty for none
 * @param name the message's name
 * @param from the publisher
 * @param to the recipient of a private message; empty for others
 * @param data the content
 */
public record Publication(
        ChannelName channel, String id, String key, String name, Sender from, Optional<UserId> to, JsonText data) {

    /** Longest idempotency key, in characters. */
    public static final int MAX_KEY = 128;

    /** @throws IllegalArgumentException if the name or the key is not valid; the message may be sent to the client */
    public Publication {
        Names.require("a message name", name, Names.MAX_NAME);
        if (key.length() > MAX_KEY || key.codePoints().anyMatch(Publication::isUnfitForKey)) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + MAX_KEY + " characters, none of them control characters");
        }
    }

    /**
     * Whether a code point is not allowed in a key. An unpaired surrogate is not: it has no UTF-8, so two keys could become
     * equal.
     */
    private static boolean isUnfitForKey(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Returns the field of the idempotency table, made of user and key; empty without a key. */
    public String keyOfUser() {
        return key.isEmpty() ? "" : from.user() + " " + key;
    }

    /** Returns the same publication for another channel. */
    public Publication in(ChannelName other) {
        return new Publication(other, id, key, name, from, to, data);
    }

    /** Returns the same publication with the id that the broker has stored for its key. */
    public Publication withId(String other) {
        return new Publication(channel, other, key, name, from, to, data);
    }

    /** Returns the end of the JSON object of the message: the fields that the publisher determines, and the closing brace. */
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
