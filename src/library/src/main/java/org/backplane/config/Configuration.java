package org.backplane.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of this node at its start, each with its source.
 *
 * <p>An immutable, thread-safe snapshot. Later changes take effect at the next deployment, unless the settings are
 * {@linkplain #readAgain read again}.
 */
public final class Configuration {

    /**
     * One setting in the form for administrators.
     *
     * @param setting its name
     * @param value its text, secrets masked; {@code unset} if there is none
     * @param source where the value was found: {@code JNDI java:global/redis/host}, {@code default}
     */
    public record Entry(String setting, String value, String source) {}

    private final List<Source> sources;
    private final Map<Setting<?>, Reading<?>> readings;

    Configuration(List<Source> sources, Map<Setting<?>, Reading<?>> readings) {
        this.sources = List.copyOf(sources);
        this.readings = Map.copyOf(readings);
    }

    /**
     * Reads every setting from the first source that has it; an empty text there means the default. Sources may block, and
     * JNDI needs a thread of the application.
     *
     * <p>Logs a warning for names that look like settings of Backplane and are none, if a source can list its names.
     *
     * @param sources ordered by precedence, as {@link Source#of} returns them
     * @throws BadSettingException if any value is invalid; the message has all of them
     */
    public static Configuration load(List<Source> sources) {
        return new ConfigurationLoader(sources).load();
    }

    /**
     * Returns a configuration with these values and defaults, for tests and for programs with settings of their own.
     *
     * @param values the texts by the names of their settings
     * @throws BadSettingException if any value is bad
     * @throws IllegalArgumentException if a name is not a setting
     */
    public static Configuration of(Map<String, String> values) {
        List<String> unknown =
                values.keySet().stream().filter(name -> !Settings.isOne(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no such setting: " + unknown);
        }
        return load(List.of(Source.given(values)));
    }

    /**
     * Returns the value of a setting.
     *
     * @param setting one of {@link Settings}
     */
    public <T> T get(Setting<T> setting) {
        return reading(setting).value();
    }

    /**
     * Returns the exception for a value that is text here and that the package which parses it rejects.
     *
     * @param complaint completes the sentence "VALUE …"; printable
     */
    public BadSettingException reject(Setting<?> setting, String complaint) {
        return new BadSettingException(List.of(reading(setting).line(complaint)));
    }

    /** Returns every setting with its value and its source, secrets masked, in the order of {@link Settings#all}. */
    public List<Entry> entries() {
        return Settings.all().stream().map(setting -> reading(setting).entry()).toList();
    }

    /**
     * Returns this configuration with the current values of some settings. Settings that are now invalid or missing keep their
     * values. Sources may block.
     */
    public Configuration readAgain(List<Setting<?>> settings) {
        Map<Setting<?>, Reading<?>> now = new HashMap<>(readings);
        ConfigurationLoader loader = new ConfigurationLoader(sources);
        settings.forEach(setting -> loader.readIfThere(setting).ifPresent(reading -> now.put(setting, reading)));
        return new Configuration(sources, now);
    }

    boolean has(List<Setting<?>> settings) {
        return readings.keySet().containsAll(settings);
    }

    @SuppressWarnings("unchecked") // the loader puts each reading under its own setting
    <T> Reading<T> reading(Setting<T> setting) {
        Reading<?> reading = readings.get(setting);
        if (reading == null) {
            throw new IllegalArgumentException("not in the catalogue: " + setting);
        }
        return (Reading<T>) reading;
    }
}
