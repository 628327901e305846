package org.backplane.faults;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.backplane.message.Position;

/** What all who take part know together: which messages were acknowledged, and what stands at each position. Thread-safe. */
final class Ledger {

    private record Place(String channel, Position position) {}

    private final ConcurrentMap<String, ConcurrentMap<String, Long>> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, String> places = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    /** A publisher is about to publish a message for the first time. */
    void sent() {
        sent.incrementAndGet();
    }

    /** A publisher was told the position of its message. */
    void acknowledged(String channel, String key, Position position) {
        acknowledged.computeIfAbsent(channel, c -> new ConcurrentHashMap<>()).put(key, System.nanoTime());
        stands(channel, position, key);
    }

    /** Notes what stands at a position; false if somebody else saw another message there. */
    boolean stands(String channel, Position position, String key) {
        String before = places.putIfAbsent(new Place(channel, position), key);
        return before == null || before.equals(key);
    }

    /** The acknowledged messages of a channel, each with the time of that by {@link System#nanoTime()}. */
    Map<String, Long> acknowledged(String channel) {
        return Map.copyOf(acknowledged.getOrDefault(channel, new ConcurrentHashMap<>()));
    }

    Set<String> channels() {
        return Set.copyOf(acknowledged.keySet());
    }

    int messagesSent() {
        return sent.get();
    }

    int messagesAcknowledged() {
        return acknowledged.values().stream().mapToInt(Map::size).sum();
    }
}
