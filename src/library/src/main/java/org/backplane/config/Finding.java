package org.backplane.config;

/** The entry of a source for a setting. */
public sealed interface Finding {

    /** Returns where it was found, for administrators: {@code JNDI java:global/redis/host}. */
    String source();

    /** A text; empty if the setting is to be unset. */
    record Text(String text, String source) implements Finding {}

    /** An object that cannot be converted to text, with its type. */
    record Unusable(String type, String source) implements Finding {}
}
