package org.backplane.hub.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backplane.broker.Snapshot;
import org.backplane.message.JsonText;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/**
 * A channel as this node has been told of it: how far its messages have come, its documents, who is in it. Not
 * thread-safe; used on the channel's turn.
 */
final class ChannelImage {

    private final MemberList roster;
    private Map<String, StateDocument> documents = Map.of();
    private Position position = Position.NONE;

    ChannelImage(int presenceLimit) {
        this.roster = new MemberList(presenceLimit);
    }

    void replace(Snapshot now) {
        position = now.position();
        roster.replace(now);
        documents = Map.of();
        now.state().forEach(this::put);
    }

    /** Takes in the documents and returns those that were not known as they are; deleted ones as JSON null. */
    List<StateDocument> refresh(List<StateDocument> now) {
        List<StateDocument> changes = new ArrayList<>();
        Map<String, StateDocument> gone = new LinkedHashMap<>(documents);
        for (StateDocument document : now) {
            if (!document.equals(gone.remove(document.key()))) {
                changes.add(document);
            }
        }
        gone.values().forEach(d -> changes.add(new StateDocument(d.key(), JsonText.NULL, d.version())));
        changes.forEach(this::put);
        return changes;
    }

    void put(StateDocument document) {
        if (!document.value().isNull()) {
            documents = documents.isEmpty() ? new LinkedHashMap<>() : documents;
            documents.put(document.key(), document);
        } else if (!documents.isEmpty()) {
            documents.remove(document.key());
        }
    }

    void moveTo(Position last) {
        position = last;
    }

    Position position() {
        return position;
    }

    List<StateDocument> documents() {
        return List.copyOf(documents.values());
    }

    MemberList roster() {
        return roster;
    }
}
