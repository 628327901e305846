package org.backplane.config;

/**
 * A name in a source that looks like a setting of Backplane but has no effect.
 *
 * @param reason a sentence for the log
 */
public record IgnoredName(String name, String reason) {

    /** Returns a name that is ignored because it is not a setting. */
    static IgnoredName of(String name) {
        return new IgnoredName(name, "there is no such setting. Check the spelling.");
    }
}
