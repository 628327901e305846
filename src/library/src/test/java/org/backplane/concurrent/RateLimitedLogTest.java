package org.backplane.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(-5);
    private final RateLimitedLog log = new RateLimitedLog(new Recorder(), now::get);

    @Test
    void firstOccurrenceIsLoggedAndAFloodIsNot() {
        for (int i = 0; i < 1_000; i++) {
            log.log(Level.WARNING, "an event");
        }
        assertThat(lines).containsExactly("an event");
    }

    @Test
    void suppressedOccurrencesAreCounted() {
        log.log(Level.WARNING, "an event");
        log.log(Level.WARNING, "an event");
        log.log(Level.WARNING, "an event");
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        log.log(Level.WARNING, "an event");
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        log.log(Level.WARNING, "an event");
        assertThat(lines).containsExactly("an event", "an event (and 2 more since the last such line)", "an event");
    }

    private final class Recorder implements System.Logger {

        @Override
        public String getName() {
            return "recorder";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable thrown) {
            lines.add(line);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... params) {
            lines.add(format);
        }
    }
}
