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
                .filter(Settings::looksLikeOne)
                .map(IgnoredName::of)
                .toList();
    }

    @Override
    public String toString() {
        return label;
    }
}
