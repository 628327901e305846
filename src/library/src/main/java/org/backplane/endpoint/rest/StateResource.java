package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.JsonRequest;
import org.backplane.endpoint.rest.http.Precondition;
import org.backplane.endpoint.rest.http.Problem;
import org.backplane.endpoint.rest.http.ProblemException;
import org.backplane.endpoint.rest.http.RequestUser;
import org.backplane.endpoint.rest.http.Responder;
import org.backplane.hub.Hub;
import org.backplane.hub.api.ChannelState;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.StateDocument;

/**
 * The state documents of a channel. A document is a JSON value with the ETag {@code "epoch-version"}. Reads and writes may be
 * conditional, by {@code If-None-Match} and {@code If-Match}. A write that expects another version than there is answers 412
 * with the current ETag and value.
 */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("channels/{channel}/state")
public class StateResource {

    @Inject
    private Hub hub;

    @Inject
    private JsonRequest json;

    @Inject
    private Responder responder;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public StateResource() {}

    /** Answers {@code state} with all documents: {@code "state":{"topic":{"value":…,"version":4}}}. */
    @GET
    public CompletionStage<Response> all(@PathParam("channel") String channel, @Context SecurityContext security) {
        return responder.read(() -> {
            ChannelName name = new ChannelName(channel);
            RequestUser reader = RequestUser.of(security);
            return reader.orUnauthorized(hub.state(reader.reader(), name))
                    .thenApply(state -> Answer.ok(Answer.state(name, state)));
        });
    }

    /** Answers the value of a document and its ETag; 304 if the client has this version, 404 if there is no such document. */
    @GET
    @Path("{key}")
    public CompletionStage<Response> read(
            @PathParam("channel") String channel,
            @PathParam("key") String key,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        return responder.read(() -> {
            StateDocument requested = StateDocument.absent(key);
            Precondition precondition = Precondition.of(headers);
            RequestUser reader = RequestUser.of(security);
            return reader.orUnauthorized(hub.state(reader.reader(), new ChannelName(channel)))
                    .thenApply(state -> document(state, requested, precondition));
        });
    }

    private static Response document(ChannelState state, StateDocument requested, Precondition precondition) {
        StateDocument document = state.document(requested.key())
                .orElseThrow(() -> new ProblemException(
                        Problem.of(Status.NOT_FOUND, "the channel has no state document with this key")));
        String tag = Precondition.tag(state.epoch(), document);
        return precondition.isKnown(tag)
                ? Response.notModified().header(HttpHeaders.ETAG, tag).build()
                : Answer.ok(document.value().value(), tag);
    }

    /**
     * Writes a JSON value; {@code null} deletes the document. Answers 200 and {@code state} with the new version, also if the
     * document did not exist.
     */
    @PUT
    @Path("{key}")
    public CompletionStage<Response> put(
            @PathParam("channel") String channel,
            @PathParam("key") String key,
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            InputStream body) {
        return responder.write(() -> {
            StateWrite write = new StateWrite(hub, RequestUser.of(security).writer(), new ChannelName(channel), key);
            JsonText value = json.value(headers, body);
            return write.apply(value, Precondition.ofWrite(headers))
                    .thenApply(written -> Answer.ok(
                            Answer.state(new ChannelName(channel), written.document()),
                            Precondition.tag(written.epoch(), written.document())));
        });
    }

    /** Deletes a document. Answers 204 even if it did not exist, or 412 if {@code If-Match} required it. */
    @DELETE
    @Path("{key}")
    public CompletionStage<Response> delete(
            @PathParam("channel") String channel,
            @PathParam("key") String key,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        return responder.write(
                () -> new StateWrite(hub, RequestUser.of(security).writer(), new ChannelName(channel), key)
                        .apply(JsonText.NULL, Precondition.ofWrite(headers))
                        .thenApply(written -> Response.noContent().build()));
    }
}
