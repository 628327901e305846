package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.JsonRequest;
import org.backplane.endpoint.rest.http.MessageBody;
import org.backplane.endpoint.rest.http.RequestUser;
import org.backplane.endpoint.rest.http.Responder;
import org.backplane.hub.Hub;
import org.backplane.hub.command.Content;
import org.backplane.hub.command.HistoryRequest;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.jspecify.annotations.Nullable;

/** The messages of a channel: publishing and history. */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("channels/{channel}/messages")
public class MessageResource {

    @Inject
    private Hub hub;

    @Inject
    private JsonRequest json;

    @Inject
    private Responder responder;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public MessageResource() {}

    /**
     * Publishes {@code {"name":…,"data":…,"key":…,"keep":…}}. Answers 201 and {@code published} with the position when the
     * message is stored. With {@code "keep":false} nothing is stored: answers 202 and {@code published} without a position.
     */
    @POST
    public CompletionStage<Response> publish(
            @PathParam("channel") String channel,
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            InputStream body) {
        return responder.write(() -> {
            Requester caller = RequestUser.of(security).writer();
            ChannelName name = new ChannelName(channel);
            MessageBody message = json.message(headers, body);
            return message.keep()
                    ? store(caller, name, message.content())
                    : publishTransient(caller, name, message.content());
        });
    }

    private CompletionStage<Response> store(Requester caller, ChannelName channel, Content content) {
        return hub.publish(caller, channel, content)
                .thenApply(
                        stored -> Answer.of(Status.CREATED, Answer.published(channel, Optional.of(stored.position()))));
    }

    private CompletionStage<Response> publishTransient(Requester caller, ChannelName channel, Content content) {
        return hub.publishTransient(caller, channel, content)
                .thenApply(published -> Answer.of(Status.ACCEPTED, Answer.published(channel, Optional.empty())));
    }

    /**
     * Answers a page of the history, oldest message first.
     *
     * @param limit the maximum number of messages, 1 to 100; 50 if absent
     * @param before the position before which the page ends; the newest page if absent
     */
    @GET
    public CompletionStage<Response> history(
            @PathParam("channel") String channel,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before,
            @Context SecurityContext security) {
        return responder.read(() -> {
            ChannelName name = new ChannelName(channel);
            RequestUser reader = RequestUser.of(security);
            return reader.orUnauthorized(hub.history(reader.reader(), name, page(limit, before)))
                    .thenApply(page -> Answer.ok(Answer.history(name, page)));
        });
    }

    /** Parameters are declared as text, because JAX-RS answers 404 if it cannot convert them itself. */
    private static HistoryRequest page(@Nullable String limit, @Nullable String before) {
        return new HistoryRequest(
                limit == null ? HistoryRequest.DEFAULT_LIMIT : number(limit),
                before == null ? Position.NONE : Position.parse(before));
    }

    /** Returns 0 for what is not a number, so that {@link HistoryRequest} rejects it as out of bounds. */
    private static int number(String limit) {
        return limit.matches("[0-9]{1,9}") ? Integer.parseInt(limit) : 0;
    }
}
