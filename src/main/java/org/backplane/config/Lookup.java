package org.backplane.config;

import org.jspecify.annotations.Nullable;

/**
 * A place that knows texts by name and answers null for what it does not know, like {@code System::getenv} and
 * {@code ServletContext::getInitParameter}.
 */
@FunctionalInterface
public interface Lookup {

    /** Returns the text of that name, or null if there is none. */
    @Nullable
    String text(String name);
}
