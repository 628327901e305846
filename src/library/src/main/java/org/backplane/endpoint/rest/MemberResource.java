package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletionStage;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.RequestUser;
import org.backplane.endpoint.rest.http.Responder;
import org.backplane.hub.Hub;
import org.backplane.message.ChannelName;

/** The members of a channel. */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("channels/{channel}/members")
public class MemberResource {

    @Inject
    private Hub hub;

    @Inject
    private Responder responder;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public MemberResource() {}

    /** Answers {@code members}: the number of users, and the users themselves if there are at most {@code presence/limit}. */
    @GET
    public CompletionStage<Response> members(@PathParam("channel") String channel, @Context SecurityContext security) {
        return responder.read(() -> {
            ChannelName name = new ChannelName(channel);
            RequestUser reader = RequestUser.of(security);
            return reader.orUnauthorized(hub.members(reader.reader(), name))
                    .thenApply(members -> Answer.ok(Answer.members(name, members)));
        });
    }
}
