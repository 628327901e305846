package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
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
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.JsonRequest;
import org.backplane.endpoint.rest.http.MessageBody;
import org.backplane.endpoint.rest.http.RequestUser;
import org.backplane.endpoint.rest.http.Responder;
import org.backplane.hub.Hub;
import org.backplane.hub.command.Requester;
import org.backplane.message.ChannelName;
import org.backplane.message.UserId;

/** Messages to the inbox of a user. A {@code %} in a user id is {@code %25} in the path. */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("users/{user}/messages")
public class UserResource {

    @Inject
    private Hub hub;

    @Inject
    private JsonRequest json;

    @Inject
    private Responder responder;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public UserResource() {}

    /**
     * Sends {@code {"name":…,"data":…,"key":…}} to the user's inbox. Answers 201 and {@code published} with the position of
     * the copy in the sender's own inbox, when both are stored.
     */
    @POST
    public CompletionStage<Response> send(
            @PathParam("user") String user,
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            InputStream body) {
        return responder.write(() -> {
            RequestUser sender = RequestUser.of(security);
            Requester caller = sender.writer();
            MessageBody message = json.message(headers, body);
            return hub.send(caller, new UserId(user), message.content())
                    .thenApply(copy ->
                            Answer.of(Status.CREATED, Answer.published(inbox(caller), Optional.of(copy.position()))));
        });
    }

    private static ChannelName inbox(Requester caller) {
        return ChannelName.inboxOf(caller.user().orElseThrow().id());
    }
}
