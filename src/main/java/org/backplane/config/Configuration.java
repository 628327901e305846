package org.backplane.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of this node as they were when it started, with the place each came from.
 *
 * <p>A snapshot: immutable, safe for use by any thread, and what an administrator changes later counts from the next
 * deployment on, unless it is {@linkplain #readAgain read again}.
 */
public final class Configuration {

    /**
     * One setting as people may see it.
     *
     * @param setting its name
     * @param value its text, secrets masked; {@code unset} if there is none
     * @param source where the text stood, in words: {@code JNDI java:global/redis/host}, {@code default}
     */
    public record Entry(String setting, String value, String source) {}

    private final List<Source> sources;
    private final Map<Setting<?>, Reading<?>> readings;

    Configuration(List<Source> sources, Map<Setting<?>, Reading<?>> readings) {
        this.sources = List.copyOf(sources);
        this.readings = Map.copyOf(readings);
    }

    /**
     * Reads every setting: the first source that holds something for it wins, and an empty text there means that the
     * default is to count. A source may block, and JNDI must be asked by a thread of the application.
     *
     * <p>Names of our groups that are no setting are warned of in the log, where a source can tell its names.
     *
     * @param sources the strongest first, as {@link Source#of} returns them
     * @throws BadSettingException if any value is bad; it names all of them
     */
    public static Configuration load(List<Source> sources) {
        return new ConfigurationLoader(sources).load();
    }

    /**
     * Returns a configuration of these values and of defaults, for tests and for programs that bring their own.
     *
     * @param values the texts by the names of their settings
     * @throws BadSettingException if any value is bad
     * @throws IllegalArgumentException if a name is that of no setting
     */
    public static Configuration of(Map<String, String> values) {
        List<String> strangers =
                values.keySet().stream().filter(name -> !Settings.isOne(name)).toList();
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException("no such setting: " + strangers);
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
     * Returns what to throw for a value that is text here and makes no sense to the package that reads it.
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
     * Returns the same configuration, with these settings as their sources have them now. What is bad or missing by now stays as
     * it was. Sources may block.
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
