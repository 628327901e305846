package org.backplane.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.config.value.Printable;

/** Reads every setting once and collects all complaints, so that all of them are reported together. */
final class ConfigurationLoader {

    private static final Logger LOG = System.getLogger(ConfigurationLoader.class.getName());

    private final List<Source> sources;
    private final Map<Setting<?>, Reading<?>> readings = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    ConfigurationLoader(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    Configuration load() {
        sources.forEach(ConfigurationLoader::logIgnoredNames);
        Settings.all().forEach(this::read);
        Configuration configuration = new Configuration(sources, readings);
        complaints.addAll(Agreement.complaints(configuration));
        if (!complaints.isEmpty()) {
            throw new BadSettingException(complaints);
        }
        logUnusedOptions(configuration.reading(Settings.REDIS_HOST));
        return configuration;
    }

    private static void logUnusedOptions(Reading<?> redis) {
        List<String> unused = RedisAddress.unusedOptions(redis.text());
        if (!unused.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "Options in {0}, from {1}, have no effect: {2}. An unknown option may be the rest of a password"
                            + " that holds a comma: set such a password as redis/password.",
                    redis.setting(),
                    redis.source(),
                    String.join(", ", unused));
        }
    }

    private static void logIgnoredNames(Source source) {
        source.ignoredNames()
                .forEach(ignored -> LOG.log(
                        Level.WARNING,
                        "{0} {1} is ignored: {2}",
                        source,
                        Printable.quoted(ignored.name()),
                        ignored.reason()));
    }

    /** Reads one setting; empty if no source has a valid value for it. */
    Optional<Reading<?>> readIfThere(Setting<?> setting) {
        Optional<Finding> finding = find(setting);
        if (finding.isPresent()) {
            read(setting, finding.get());
        }
        return Optional.ofNullable(readings.get(setting));
    }

    private Optional<Finding> find(Setting<?> setting) {
        return sources.stream()
                .map(source -> source.find(setting.name()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private <T> void read(Setting<T> setting) {
        read(setting, find(setting).orElseGet(() -> new Finding.Text("", "")));
    }

    private <T> void read(Setting<T> setting, Finding finding) {
        if (finding instanceof Finding.Unusable unusable) {
            complaints.add(setting.name() + ": a " + unusable.type() + " (from " + unusable.source()
                    + ") is not text, a number or a boolean");
        } else if (finding instanceof Finding.Text text) {
            read(setting, text);
        }
    }

    private <T> void read(Setting<T> setting, Finding.Text found) {
        if (!found.text().isBlank()) {
            parse(setting, setting.isSecret() ? found.text() : found.text().strip(), found.source());
        } else {
            String source = found.source().isEmpty() ? "default" : "default, because empty in " + found.source();
            parse(setting, setting.defaultText(), source);
        }
    }

    private <T> void parse(Setting<T> setting, String text, String source) {
        try {
            readings.put(setting, new Reading<>(setting, text, source, setting.parse(text)));
        } catch (IllegalArgumentException e) {
            complaints.add(Reading.line(setting, text, source, String.valueOf(e.getMessage())));
        }
    }
}
