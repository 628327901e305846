package org.backplane.hub.api;

import java.util.List;
import java.util.Optional;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/**
 * The state of a channel at one moment.
 *
 * @param epoch the life of the channel that the versions count in
 * @param documents one for each key
 */
public record ChannelState(String epoch, List<StateDocument> documents) {

    /** Of a channel that is not there. */
    public static final ChannelState NONE = new ChannelState(Position.NONE.epoch(), List.of());

    /** Copies the documents. */
    public ChannelState {
        documents = List.copyOf(documents);
    }

    /** The document of that key; empty if there is none. */
    public Optional<StateDocument> document(String key) {
        return documents.stream().filter(d -> d.key().equals(key)).findFirst();
    }
}
