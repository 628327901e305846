package org.backplane.faults;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long a client waits before it tries again: from half a second on, twice as long each time, and never exactly. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LAST = Duration.ofSeconds(4);

    private Duration next = FIRST;

    /** It worked: the next wait is a short one. */
    void reset() {
        next = FIRST;
    }

    /** The next wait. */
    Duration next() {
        Duration bound = next;
        next = next.multipliedBy(2).compareTo(LAST) > 0 ? LAST : next.multipliedBy(2);
        long millis = bound.toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
