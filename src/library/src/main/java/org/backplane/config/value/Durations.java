package org.backplane.config.value;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations: ISO-8601 ({@code PT25S}), or a number and a unit ({@code 500ms}). */
public final class Durations {

    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,12}) ?(ms|s|m|h|d)");

    private Durations() {}

    public static Parser<Duration> between(String min, String max) {
        Duration least = Duration.parse(min);
        Duration most = Duration.parse(max);
        String complaint = "is not a duration from " + min + " to " + max + " (like PT25S, 500ms, 25s, 5m, 1h, 2d)";
        return text -> {
            Duration duration = parse(text.toLowerCase(Locale.ROOT), complaint);
            Parsers.require(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0, complaint);
            return duration;
        };
    }

    private static Duration parse(String text, String complaint) {
        Matcher plain = PLAIN.matcher(text);
        try {
            return plain.matches() ? of(Long.parseLong(plain.group(1)), plain.group(2)) : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(complaint, e);
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
