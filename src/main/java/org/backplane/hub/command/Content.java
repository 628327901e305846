package org.backplane.hub.command;

import org.backplane.message.JsonText;

/**
 * What somebody wants to say.
 *
 * @param name the message's name
 * @param data the message's content
 * @param key the idempotency key: the same one from the same user within {@code publish/key-age} is stored once; empty
 *     for none
 */
public record Content(String name, JsonText data, String key) {

    /** A content without a key. */
    public static Content of(String name, JsonText data) {
        return new Content(name, data, "");
    }
}
