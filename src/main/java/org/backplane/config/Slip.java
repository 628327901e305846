package org.backplane.config;

/**
 * A name in a source that looks like a setting of Backplane but has no effect.
 *
 * @param why the explanation, a sentence for the log
 */
public record Slip(String name, String why) {

    /** Returns the slip for a name that is not a setting. */
    static Slip of(String name) {
        return new Slip(name, "there is no such setting. Look for a slip of the pen.");
    }
}
