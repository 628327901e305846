package org.backplane.hub.api;

import java.util.List;
import java.util.Optional;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/**
 * A snapshot of the state documents of a channel.
 *
 * @param epoch the epoch of the channel in which the versions are valid
 * @param documents one for each key
 */
public record ChannelState(String epoch, List<StateDocument> documents) {

    /** The state of a channel that does not exist. */
    public static final ChannelState NONE = new ChannelState(Position.NONE.epoch(), List.of());

    /** Copies the documents. */
    public ChannelState {
        documents = List.copyOf(documents);
    }

    /** The document with this key; empty if there is none. */
    public Optional<StateDocument> document(String key) {
        return documents.stream().filter(d -> d.key().equals(key)).findFirst();
    }
}
