package org.backplane.config.value;

/** Turns the text an administrator wrote into the value the code works with. */
@FunctionalInterface
public interface Parser<T> {

    /**
     * Returns the value the text stands for.
     *
     * @throws IllegalArgumentException if it stands for none; the message completes the sentence "VALUE …" ("is not
     *     true or false") and never quotes the value, which may be a secret
     */
    T parse(String text);
}
