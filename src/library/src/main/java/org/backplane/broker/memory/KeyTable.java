package org.backplane.broker.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.Published;

/**
 * The results of a channel's recent publications by idempotency key, to recognize duplicates.
 *
 * <p>Not thread-safe: guarded by the channel's lock. Times do not decrease, so the oldest key is first; after the clock
 * was set back, {@link #bound} restores this.
 */
final class KeyTable {

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Published published, long at) {}

    /** The result of the first publication with this key; empty if it is unknown. */
    Optional<Published> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::published);
    }

    void add(String key, Published published, long at) {
        entries.put(key, new Entry(published, at));
    }

    /** Limits the time of every key to the current time, after the clock was set back. */
    void bound(long time) {
        entries.replaceAll((key, entry) -> entry.at() > time ? new Entry(entry.published(), time) : entry);
    }

    /** Removes the keys that were added before a time. */
    void forgetBefore(long time) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && oldest.next().at() < time) {
            oldest.remove();
        }
    }
}
