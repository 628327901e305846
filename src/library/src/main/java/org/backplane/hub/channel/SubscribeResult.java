package org.backplane.hub.channel;

import java.util.List;
import java.util.Optional;
import org.backplane.broker.Recovery;
import org.backplane.hub.api.AnswerFields;
import org.backplane.message.JsonWriter;
import org.backplane.message.Members;
import org.backplane.message.StateDocument;

/**
 * The content of the answer to a subscribe request.
 *
 * @param recovery the messages after the position that the client had
 * @param members empty if the client did not ask for them or may not see them
 * @param state the state documents; empty if the user may not read them
 */
record SubscribeResult(Recovery recovery, Optional<Members> members, List<StateDocument> state) {

    void write(JsonWriter json) {
        json.string("position", recovery.position().toString())
                .bool("recovered", recovery.recovered())
                .array("messages", AnswerFields.texts(recovery.messages()))
                .bool("more", recovery.more());
        members.ifPresent(list -> AnswerFields.members(json, list));
        json.raw("state", AnswerFields.documents(state));
    }
}
