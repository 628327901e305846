package org.backplane.endpoint.rest.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.backplane.broker.HistoryPage;
import org.backplane.hub.api.AnswerFields;
import org.backplane.hub.api.ChannelState;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonWriter;
import org.backplane.message.Members;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/**
 * Builds the responses: the same JSON objects as the answers of the wire protocol.
 *
 * <p>JSON-B is not used. It would parse {@code data} into maps and numbers and write those: 1.10 would become 1.1,
 * 2<sup>53</sup>+1 another number, and the keys would change their order. Values of clients are passed on as their source text.
 */
public final class Answer {

    private Answer() {}

    public static Response of(Status status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    public static Response ok(String json) {
        return of(Status.OK, json);
    }

    /** Returns 200 with the ETag of the version that the answer contains. */
    public static Response ok(String json, String etag) {
        return Response.fromResponse(ok(json)).header(HttpHeaders.ETAG, etag).build();
    }

    private static JsonWriter answer(String type, ChannelName channel) {
        return new JsonWriter().string("type", type).string("channel", channel.value());
    }

    /** @param position empty if the message is transient */
    public static String published(ChannelName channel, Optional<Position> position) {
        JsonWriter json = answer("published", channel);
        AnswerFields.published(json, position);
        return json.end();
    }

    public static String history(ChannelName channel, HistoryPage page) {
        JsonWriter json = answer("history", channel);
        AnswerFields.history(json, page);
        return json.end();
    }

    public static String members(ChannelName channel, Members members) {
        JsonWriter json = answer("members", channel);
        AnswerFields.members(json, members);
        return json.end();
    }

    /** Returns one document, in the form of the push of a change. */
    public static String state(ChannelName channel, StateDocument document) {
        JsonWriter json = answer("state", channel);
        AnswerFields.state(json, document);
        return json.end();
    }

    /** Returns all documents, in the form of the answer to {@code subscribe}. */
    public static String state(ChannelName channel, ChannelState state) {
        return answer("state", channel)
                .raw("state", AnswerFields.documents(state.documents()))
                .end();
    }
}
