package org.backplane.config;

import org.jspecify.annotations.Nullable;

/**
 * Finds texts by name and returns null if there is none, like {@code System::getenv} and
 * {@code ServletContext::getInitParameter}.
 */
@FunctionalInterface
public interface Lookup {

    /** Returns the text, or null if there is none. */
    @Nullable
    String text(String name);
}
