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
 * The state of a channel as this node knows it: the position of the last delivered message, the state documents, the
 * members. Not thread-safe; used on the channel's executor.
 */
final class ChannelImage {

    private final MemberList memberList;
    private Map<String, StateDocument> documents = Map.of();
    private Position position = Position.NONE;

    ChannelImage(int presenceLimit) {
        this.memberList = new MemberList(presenceLimit);
    }

    void replace(Snapshot snapshot) {
        position = snapshot.position();
        memberList.replace(snapshot);
        documents = Map.of();
        snapshot.state().forEach(this::put);
    }

    /** Replaces the documents. Returns those that differ from before; a deleted one has JSON null as its value. */
    List<StateDocument> refresh(List<StateDocument> current) {
        List<StateDocument> changes = new ArrayList<>();
        Map<String, StateDocument> deleted = new LinkedHashMap<>(documents);
        for (StateDocument document : current) {
            if (!document.equals(deleted.remove(document.key()))) {
                changes.add(document);
            }
        }
        deleted.values().forEach(d -> changes.add(new StateDocument(d.key(), JsonText.NULL, d.version())));
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

    void advanceTo(Position last) {
        position = last;
    }

    Position position() {
        return position;
    }

    List<StateDocument> documents() {
        return List.copyOf(documents.values());
    }

    MemberList memberList() {
        return memberList;
    }
}
