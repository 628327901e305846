package org.backplane.broker.memory;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.backplane.broker.SetResult;
import org.backplane.message.JsonText;
import org.backplane.message.StateDocument;

/**
 * The state documents of a channel and the counter of their versions. Not thread-safe: guarded by the channel's lock.
 */
final class StateTable {

    private final Map<String, StateDocument> documents = new LinkedHashMap<>();
    private final String epoch;
    private final int maxKeys;
    private long lastVersion;

    StateTable(String epoch, int maxKeys) {
        this.epoch = epoch;
        this.maxKeys = maxKeys;
    }

    /**
     * Writes a document, or deletes it if the value is JSON null. Deleting a document that does not exist has no effect
     * and returns version 0.
     *
     * @param begun whether this write created the channel
     */
    SetResult set(String key, JsonText value, OptionalLong expected, boolean begun) {
        StateDocument absent = StateDocument.absent(key);
        StateDocument current = documents.getOrDefault(key, absent);
        if (expected.isPresent() && expected.getAsLong() != current.version()) {
            return new SetResult.Conflict(current, begun);
        }
        if (value.isNull() && current.version() == 0) {
            return new SetResult.Written(epoch, absent, begun);
        }
        if (current.version() == 0 && documents.size() >= maxKeys) {
            return new SetResult.Full(begun);
        }
        StateDocument next = new StateDocument(key, value, ++lastVersion);
        if (value.isNull()) {
            documents.remove(key);
        } else {
            documents.put(key, next);
        }
        return new SetResult.Written(epoch, next, begun);
    }

    /** The existing documents: a live view. */
    Collection<StateDocument> documents() {
        return Collections.unmodifiableCollection(documents.values());
    }
}
