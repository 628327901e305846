package org.backplane.endpoint.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.backplane.config.Configuration;
import org.backplane.endpoint.rest.http.Answer;
import org.backplane.endpoint.rest.http.DetailsAccess;
import org.backplane.hub.Hub;
import org.backplane.monitor.Monitor;

/** How this node is doing: in two words for everybody, in full for its administrators. */
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Path("status")
public class StatusResource {

    @Inject
    private Monitor monitor;

    @Inject
    private Configuration configuration;

    @Inject
    private Hub hub;

    /** For the container: RESTEasy 6.2 takes no class that has no such constructor. */
    public StatusResource() {}

    /**
     * Answers which broker there is, whether it is available and what Redis says is wrong with itself; to administrators,
     * and to those whom {@code status/open} names, also its details, all nodes, this one with its figures, and every
     * setting with its source.
     * Secrets are masked. {@link DetailsAccess} decides.
     */
    @GET
    public Response status(@Context HttpServletRequest request, @Context SecurityContext security) {
        boolean everything = new DetailsAccess(configuration, hub.admission()).isGivenTo(request, security);
        return Answer.ok(everything ? StatusJson.full(monitor.status()) : StatusJson.brief(monitor.broker()));
    }
}
