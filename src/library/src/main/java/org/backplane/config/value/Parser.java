package org.backplane.config.value;

/** Parses the text of a setting. */
@FunctionalInterface
public interface Parser<T> {

    /**
     * Parses a text.
     *
     * @throws IllegalArgumentException if the text is not valid; the message completes the sentence "VALUE …" ("is not
     *     true or false") and never quotes the value, which may be a secret
     */
    T parse(String text);
}
