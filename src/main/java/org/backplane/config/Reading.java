package org.backplane.config;

import org.backplane.config.value.Printable;

/**
 * What one setting turned out to be.
 *
 * @param text as it was written, or the default
 * @param source where the text stood, in words
 */
record Reading<T>(Setting<T> setting, String text, String source, T value) {

    Configuration.Entry entry() {
        return new Configuration.Entry(setting.name(), setting.shown(text), source);
    }

    /** The line that tells an administrator what is wrong with it. */
    String line(String complaint) {
        return line(setting, text, source, complaint);
    }

    static String line(Setting<?> setting, String text, String source, String complaint) {
        return setting.name() + ": " + shown(setting, text, source) + " " + complaint;
    }

    /** Name, value and source, for the line of another setting. */
    String shown() {
        return setting.name() + " " + shown(setting, text, source);
    }

    private static String shown(Setting<?> setting, String text, String source) {
        return Printable.quoted(setting.shown(text)) + " (from " + source + ")";
    }
}
