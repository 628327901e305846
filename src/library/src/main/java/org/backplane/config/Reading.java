package org.backplane.config;

import org.backplane.config.value.Printable;

/**
 * The value of one setting, with its text and its source.
 *
 * @param text the text in the source, or the default
 * @param source where the text was found
 */
record Reading<T>(Setting<T> setting, String text, String source, T value) {

    Configuration.Entry entry() {
        return new Configuration.Entry(setting.name(), setting.shown(text), source);
    }

    /** Returns the complaint about this setting as a line for administrators. */
    String line(String complaint) {
        return line(setting, text, source, complaint);
    }

    static String line(Setting<?> setting, String text, String source, String complaint) {
        return setting.name() + ": " + shown(setting, text, source) + " " + complaint;
    }

    /** Returns name, value and source, for the line about another setting. */
    String shown() {
        return setting.name() + " " + shown(setting, text, source);
    }

    private static String shown(Setting<?> setting, String text, String source) {
        return Printable.quoted(setting.shown(text)) + " (from " + source + ")";
    }
}
