package org.backplane.bench.report;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names out of code as people read them. */
final class Words {

    private static final Pattern BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Map<String, String> UNITS = Map.of("Kib", "KiB", "Mib", "MiB");

    private Words() {}

    /** {@code rssKiBPerConnection} is {@code rss KiB per connection}. */
    static String of(String name) {
        return BORDER.splitAsStream(name.replace("KiB", "Kib").replace("MiB", "Mib"))
                .map(word -> UNITS.getOrDefault(word, word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(" "));
    }
}
