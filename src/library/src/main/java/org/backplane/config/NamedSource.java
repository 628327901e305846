package org.backplane.config;

import java.util.List;
import java.util.Optional;

/** A source for Backplane alone, so that unknown names in it are reported as mistakes. */
record NamedSource(String label, List<String> names, Lookup texts) implements Source {

    NamedSource {
        names = List.copyOf(names);
    }

    @Override
    public Optional<Finding> find(String setting) {
        return Optional.ofNullable(texts.text(setting)).map(text -> new Finding.Text(text, label));
    }

    @Override
    public List<IgnoredName> ignoredNames() {
        return names.stream()
                .filter(NamedSource::isProbablyAMistake)
                .map(IgnoredName::of)
                .toList();
    }

    /** Whether a name is not a setting but begins like the settings of Backplane. */
    private static boolean isProbablyAMistake(String name) {
        String group = name.substring(0, name.indexOf('/') + 1);
        return !group.isEmpty()
                && !Settings.isOne(name)
                && Settings.all().stream().anyMatch(setting -> setting.name().startsWith(group));
    }

    @Override
    public String toString() {
        return label;
    }
}
