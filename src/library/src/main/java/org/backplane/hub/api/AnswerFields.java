package org.backplane.hub.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.backplane.broker.HistoryPage;
import org.backplane.message.JsonWriter;
import org.backplane.message.Member;
import org.backplane.message.Members;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;

/** Writes the fields of answers that WebSocket and REST have in common. */
public final class AnswerFields {

    private AnswerFields() {}

    /** The fields of {@code published}; a transient message has no position. */
    public static void published(JsonWriter json, Optional<Position> position) {
        position.ifPresent(place -> json.string("position", place.toString()));
    }

    /** The fields of {@code history}. */
    public static void history(JsonWriter json, HistoryPage page) {
        json.array("messages", texts(page.messages())).bool("more", page.more());
    }

    /** The fields of {@code members}. */
    public static void members(JsonWriter json, Members members) {
        json.number("count", members.count())
                .array("members", members.list().stream().map(Member::toJson).toList());
    }

    /** The fields of {@code state}, for one document. */
    public static void state(JsonWriter json, StateDocument document) {
        json.string("key", document.key());
        version(json, document);
    }

    /** A JSON object with the documents by their keys. */
    public static String documents(Collection<StateDocument> documents) {
        JsonWriter json = new JsonWriter();
        documents.forEach(document -> json.raw(document.key(), versioned(document)));
        return json.end();
    }

    /** A JSON object with the value and the version of a document. */
    public static String versioned(StateDocument document) {
        JsonWriter json = new JsonWriter();
        version(json, document);
        return json.end();
    }

    private static void version(JsonWriter json, StateDocument document) {
        json.raw("value", document.value().value()).number("version", document.version());
    }

    /** The lines of the messages, which are JSON objects. */
    public static List<String> texts(List<StoredMessage> messages) {
        return messages.stream().map(message -> message.line().text()).toList();
    }
}
