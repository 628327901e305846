package org.backplane.broker.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test advances. Thread-safe. */
final class ManualClock implements InstantSource {

    private final AtomicLong millis =
            new AtomicLong(Instant.parse("2026-11-20T23:17:00.123Z").toEpochMilli());

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    void advance(Duration time) {
        millis.addAndGet(time.toMillis());
    }
}
