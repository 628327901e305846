package org.backplane.hub.channel;

import java.util.List;
import java.util.Optional;
import org.backplane.broker.Recovery;
import org.backplane.hub.api.AnswerFields;
import org.backplane.message.JsonWriter;
import org.backplane.message.Members;
import org.backplane.message.StateDocument;

/**
 * What the answer to a subscribe tells.
 *
 * @param recovery what was missed
 * @param members who is there; empty if that was not asked for
 * @param state the channel's documents
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
