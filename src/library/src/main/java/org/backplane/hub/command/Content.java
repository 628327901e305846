package org.backplane.hub.command;

import org.backplane.message.JsonText;

/**
 * The content of a message to publish.
 *
 * @param name the message's name
 * @param data the message's content
 * @param key the idempotency key: messages of one user with the same key within {@code publish/key-age} are stored once;
 *     empty for none
 */
public record Content(String name, JsonText data, String key) {

    /** Creates a content without a key. */
    public static Content of(String name, JsonText data) {
        return new Content(name, data, "");
    }
}
