package org.backplane.config;

/**
 * A name in a source that somebody meant for Backplane, and that has no effect.
 *
 * @param why a sentence for the log
 */
public record Slip(String name, String why) {

    /** One that is the name of no setting. */
    static Slip of(String name) {
        return new Slip(name, "there is no such setting. Look for a slip of the pen.");
    }
}
