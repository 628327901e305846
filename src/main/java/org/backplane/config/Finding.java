package org.backplane.config;

/** What a source holds under the name of a setting. */
public sealed interface Finding {

    /** Where it was found, in words an administrator can follow: {@code JNDI java:global/redis/host}. */
    String source();

    /** A text; an empty one says that the setting is to be unset. */
    record Text(String text, String source) implements Finding {}

    /** Something that is no text and has none, of the named type. */
    record Unusable(String type, String source) implements Finding {}
}
