package org.backplane.message;

/**
 * One version of a state document of a channel.
 *
 * @param key the key within the channel
 * @param value the content; JSON null if the document was deleted
 * @param version from one counter per channel and epoch, never reused; 0 if the document never existed
 */
public record StateDocument(String key, JsonText value, long version) {

    /** @throws IllegalArgumentException if the key is not a name; the message may be sent to the client */
    public StateDocument {
        Names.require("a state key", key, Names.MAX_NAME);
    }

    /** Returns the document with this key as not existing. */
    public static StateDocument absent(String key) {
        return new StateDocument(key, JsonText.NULL, 0);
    }
}
