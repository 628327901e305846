package org.backplane.broker.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backplane.broker.Published;

/**
 * What a channel's recent publications with a key became, so that a repeated one is known.
 *
 * <p>Not thread-safe: guarded by its channel's lock. Times do not decrease, so the oldest key comes first; where the clock
 * is set back, {@link #bound} makes that true again.
 */
final class KeyTable {

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Published published, long at) {}

    /** What the first publication under this key became; empty if there was none, or none that is kept. */
    Optional<Published> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::published);
    }

    void add(String key, Published published, long at) {
        entries.put(key, new Entry(published, at));
    }

    /** Lets no key be younger than a time, which is what it is now. */
    void bound(long time) {
        entries.replaceAll((key, entry) -> entry.at() > time ? new Entry(entry.published(), time) : entry);
    }

    /** Forgets the keys that were added before a time. */
    void forgetBefore(long time) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && oldest.next().at() < time) {
            oldest.remove();
        }
    }
}
