package org.backplane.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Formats instants for the wire protocol. Consecutive instants are mostly in the same minute, so the text of the last minute is
 * cached, and only the seconds are formatted. Thread-safe.
 */
final class Timestamp {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:").withZone(ZoneOffset.UTC);
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int MILLIS_PER_MINUTE = SECONDS_PER_MINUTE * MILLIS_PER_SECOND;

    private record Minute(long number, String text) {
        static Minute of(long number) {
            return new Minute(number, MINUTES.format(Instant.ofEpochSecond(number * SECONDS_PER_MINUTE)));
        }
    }

    private static volatile Minute last = Minute.of(0);

    private Timestamp() {}

    /** Returns an instant in milliseconds since 1970 as text, always with three digits of milliseconds. */
    static String of(long millis) {
        long number = Math.floorDiv(millis, (long) MILLIS_PER_MINUTE);
        Minute minute = last;
        if (minute.number() != number) {
            minute = Minute.of(number);
            last = minute;
        }
        int rest = Math.floorMod(millis, MILLIS_PER_MINUTE);
        StringBuilder text = new StringBuilder(minute.text().length() + 7).append(minute.text());
        append(text, rest / MILLIS_PER_SECOND, 10);
        append(text.append('.'), rest % MILLIS_PER_SECOND, 100);
        return text.append('Z').toString();
    }

    private static void append(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
    }
}
