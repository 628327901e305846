package org.backplane.faults;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long messages of {@link Talker}s take from the talker to a witness of the same JVM. Thread-safe. */
final class Latencies {

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    /** A message has come. */
    void came(JsonObject message) {
        long sent = message.getJsonObject("data").getJsonNumber("t").longValueExact();
        nanos.add(System.nanoTime() - sent);
    }

    /** Forgets all. */
    void clear() {
        nanos.clear();
    }

    int count() {
        return nanos.size();
    }

    @Override
    public String toString() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "p50 " + millis(sorted, 50) + ", p99 " + millis(sorted, 99) + " of " + sorted.size();
    }

    private static String millis(List<Long> sorted, int percent) {
        return sorted.isEmpty()
                ? "none"
                : Duration.ofNanos(sorted.get((sorted.size() - 1) * percent / 100))
                                .toMillis() + " ms";
    }
}
