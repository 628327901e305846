package org.backplane.message;

/**
 * One of a channel's shared documents, at one version.
 *
 * @param key its name within the channel
 * @param value its content; JSON null if it was deleted
 * @param version from one counter per channel and epoch, never used twice; 0 if there never was such a document
 */
public record StateDocument(String key, JsonText value, long version) {

    /** @throws IllegalArgumentException if the key is no name; the message is fit for the client */
    public StateDocument {
        Names.require("a state key", key, Names.MAX_NAME);
    }

    /** The document that is not there. */
    public static StateDocument absent(String key) {
        return new StateDocument(key, JsonText.NULL, 0);
    }
}
